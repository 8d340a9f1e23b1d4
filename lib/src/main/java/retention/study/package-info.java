/**
 * One run of the study over one file of posts: which file, what each stage left on disk, the published figures beside
 * ours, and the result for machines. The stages themselves live in the packages that this one calls.
 */
package retention.study;

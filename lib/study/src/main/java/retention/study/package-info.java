/**
 * One run of the study over one file of posts: which file, what each stage left on disk, the published figures beside
 * ours, the headline model with its checks, and the result for machines. The methods themselves live in the packages that this
 * one calls.
 */
package retention.study;

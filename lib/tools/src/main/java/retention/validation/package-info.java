/**
 * The whole pipeline tried on data whose truth is known: replicas in which nothing decides who stays, replicas of the study's size and
 * large ones in which planted effects do, and scores of users whose probability is known. It invents data, runs the study's own methods
 * on them and counts how often they are right.
 */
package retention.validation;

package org.catfollow.detector.catalogue;

/** What of a model is on this machine. */
public enum FetchState {
    /** All of it, as published. */
    FETCHED("fetched"),
    /** Nothing. */
    NOT_FETCHED("not fetched"),
    /** Not all of it, or not as published. */
    DAMAGED("damaged");

    private final String text;

    FetchState(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }
}

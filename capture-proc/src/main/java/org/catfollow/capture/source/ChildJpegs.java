package org.catfollow.capture.source;

/** JPEG pictures out of a program's standard output. */
final class ChildJpegs implements JpegPictures.Origin {
    private final ChildProcess child;

    ChildJpegs(ChildProcess child) {
        this.child = child;
    }

    @Override
    public JpegStream open() {
        return new JpegStream(child.output());
    }

    @Override
    public String ending(String where) {
        return child.name() + " " + child.ending(where);
    }

    @Override
    public void cancel() {
        child.end();
    }

    @Override
    public void close() {
        child.end();
    }
}

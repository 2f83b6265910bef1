package org.facelane.venue;

/// A position in an event's numbered list of gallery changes; 0 is before the first.
public record GalleryVersion(long value) implements Comparable<GalleryVersion> {
    public GalleryVersion {
        if (value < 0) {
            throw new IllegalArgumentException("gallery versions count from 0, got " + value);
        }
    }

    @Override
    public int compareTo(GalleryVersion other) {
        return Long.compare(value, other.value);
    }
}

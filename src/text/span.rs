//! A half-open range of bytes in one named text.

/// Bytes `start..end` of a text, on character boundaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span `start..end`. Texts are bounded far below 4 GiB by the readers; beyond that a span saturates.
    pub fn new(start: usize, end: usize) -> Self {
        let bounded = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Span { start: bounded(start), end: bounded(end) }
    }

    /// The words this span stands for in `text`; empty where the span is not of this text.
    pub fn slice(self, text: &str) -> &str {
        text.get(self.start as usize..self.end as usize).unwrap_or("")
    }

    /// Whether the two share a byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether `other` lies wholly inside this span.
    pub fn covers(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Those of `things` that share a byte with this span. They stand in order and apart from each other.
    pub fn overlapping<T>(self, things: &[T], span_of: impl Fn(&T) -> Span) -> &[T] {
        let from = things.partition_point(|thing| span_of(thing).end <= self.start);
        let things = &things[from..];
        &things[..things.partition_point(|thing| span_of(thing).start < self.end)]
    }

    /// How many bytes it spans.
    pub fn len(self) -> usize {
        self.end.saturating_sub(self.start) as usize
    }

    /// Whether it spans nothing.
    pub fn is_empty(self) -> bool {
        self.start >= self.end
    }
}

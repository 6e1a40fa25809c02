using FlexCore.Streams.Definition;

namespace FlexCore.Streams.Reference;

/// <summary>The sources.</summary>
internal static class SourceEntries
{
    private static readonly ReferenceKey Framing = new("framing", "`lines`, or `csv`: a line end inside double quotes belongs to the record", "by the parse step", KeyType.Choice<Framing>());
    private static readonly ReferenceKey Compression = new("compression", "`auto` (gzip by its magic bytes), `none` or `gzip`", "`auto`", KeyType.Choice<Compression>());

    /// <summary>All sources.</summary>
    public static IReadOnlyList<ReferenceEntry> All { get; } =
    [
        new(
            "file",
            "Reads files one after the other, in the order given; those of a pattern in the order of their names. With `follow` one file is read on as it grows, as `tail -F` does, without end: "
            + "a last line waits for its line feed, and rotation by rename or by copy and truncate loses nothing and repeats nothing, also while the pipeline is stopped, as long as the rotated file stays "
            + "uncompressed beside the path, under its name followed by digits (`app.log.1`, `app.log-20260101`). The file need not exist yet.",
            "the file source",
            [new("path", "a path, a glob pattern, or a list of them; relative to the pipeline file", ReferenceKey.Required, KeyType.Paths), Framing, Compression, new("follow", "`true`: waits for more at the end; one path, no pattern", "`false`", KeyType.Flag)],
            ["file: access.log", "file: { path: /var/log/nginx/access.log, follow: true }", "file: { path: [\"logs/*.log.gz\", extra.log], framing: lines, compression: auto }"])
        {
            Short = KeyType.Paths,
        },
        new(
            "stdin",
            "Reads standard input. It cannot be read again, so a run that was stopped resumes only if the same input is given again.",
            "the stdin source",
            [Framing, Compression],
            ["stdin: {}"])
        {
            Short = KeyType.Nothing,
        },
        GenerateEntry.Entry,
        new(
            "http",
            "What is posted to the pipeline on a node, `POST /api/v1/streams/NAME/records`: the durable event topic that has the pipeline's name, without end. Exactly once on resume. Needs a node.",
            "the http source",
            [],
            ["http: {}"])
        {
            Short = KeyType.Nothing,
        },
        new(
            "topic",
            "The records of a durable event topic from its beginning on, then those that come, without end. Exactly once on resume.",
            string.Empty,
            [],
            ["topic: orders"])
        {
            Short = KeyType.Text,
        },
        PollEntry.Entry,
        new(
            "union",
            FormattableString.Invariant($"Several sources as one, at most {PipelineLimits.MaxSources}. Those that end are read first, one after the other in the given order; then those without an end, as their records arrive. The checkpoint holds the position of each. ")
            + "With more than one source without an end the order of arrival may be another one after a crash: sinks that recognise repeated rows by their number then write the rows since the last checkpoint again, and none is lost. "
            + "All sources share the `parse` step; of CSV files each brings its own header.",
            string.Empty,
            [],
            ["union: [ { file: { path: old.log.gz } }, { file: new.log } ]", "union: [ { topic: orders }, { topic: returns } ]"])
        {
            Short = KeyType.List("list of sources", KeyType.Source),
        },
    ];
}

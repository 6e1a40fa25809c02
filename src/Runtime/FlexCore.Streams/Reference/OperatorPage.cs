using System.Globalization;
using System.Text;
using FlexCore.Streams.Aggregates;
using FlexCore.Streams.Grouping;
using FlexCore.Streams.Json;
using FlexCore.Streams.Numbers;
using FlexCore.Streams.Parsing;

namespace FlexCore.Streams.Reference;

/// <summary>Writes the reference of pipeline files from the tables that the code uses.</summary>
internal static class OperatorPage
{
    private static readonly string Introduction = """
        # Pipeline files

        Every source, step and sink with its keys, and what the parse formats and aggregates do exactly. This page is generated from the
        code; tests hold its keys against the loader's and run every example. Expressions have their own page: [EXPRESSIONS.md](EXPRESSIONS.md).


        """.ReplaceLineEndings("\n");

    private static readonly string Spread = """
        ## Spread

        With `spread` a pipeline over one topic (`topic` or `http`) runs as partitions. Each is a stream of its own: it reads the whole topic, takes the records whose key falls to it, and keeps
        its own checkpoint. In a cluster each partition runs on the node of its own shard and moves with it.

        Which partition a key falls to depends on the key's value and the number of partitions alone: on every machine, in every version. Equal keys are those of keyed steps (`1` and `1.0` are
        one, `1` and `"1"` are two); records without the key belong together. Records of one key keep their order; nothing is said about the order of different keys.

        A partition gives exactly what a pipeline would give that is fed with its records alone. So `window`, `group`, `dedupe` and `rateOfChange` must have the key in `by`, as the source gives
        it, and a watermark moves with the records of its partition: a window of a partition without new records stays open, and which records are late is decided for each partition. Steps that
        count or order all records (`sort`, `batch`, `throttle`, `sample: { every }`, own operators with state) and sinks that have one writer (`file`, `sqlite`, `stdout`) are refused.

        Another key or number of partitions is another pipeline: an interrupted run of the old one cannot go on, see `--fresh`.


        """.ReplaceLineEndings("\n");

    private static readonly string Formats = FormattableString.Invariant($"""
        ## Parse formats

        **json**: one JSON object per record (RFC 8259). Checked completely, built as far as needed. Of a field that occurs twice the last one counts. At most
        {JsonCursor.MaxDepth} levels of nesting; numbers that a double cannot hold keep their digits, up to {NumberReader.MaxLength:N0} characters. Fields that no step touches are written exactly as they came.

        **csv**: RFC 4180 with any one-byte delimiter. Every record must have as many fields as there are columns. Use `framing: csv` where quoted fields contain line ends.

        **regex**: .NET's syntax in its non-backtracking engine, so time is linear in the record's length; no look-around and no back-references. Each record is decoded
        to UTF-16 and each match allocates: expect about a tenth of the speed of the other formats. A group that took no part in the match is null.

        **combined**, **common**: the access logs of Apache httpd and nginx, `host ident user [time] "request" status bytes`, for combined `"referer" "agent"`, then anything.
        A field that is `-` is null. In quoted fields `\"`, `\\`, `\n`, `\r`, `\t`, `\b`, `\v` and `\xNN` are undone; where the bytes are not UTF-8 the text stays as written.

        | field | meaning |
        |---|---|

        """).ReplaceLineEndings("\n");

    private static readonly string AggregateIntroduction = FormattableString.Invariant($"""
        ## Aggregates

        For `window` and `group`. Arguments are expressions. Null and missing values are left out, except by `count`. A record whose value an aggregate cannot take (text for
        `sum`) fails as a whole. No result depends on the order of the records, except the last digits of sums, what `topk` reports beyond its table, and `first` and `last`.
        A step holds at most {KeyedRows.MaxGroups:N0} groups at a time, over all open windows; beyond that the run fails with `too-many-groups`.

        | aggregate | gives | exactness and memory for each group | example |
        |---|---|---|---|

        """).ReplaceLineEndings("\n");

    /// <summary>The page.</summary>
    public static string Markdown()
    {
        var page = new StringBuilder(Introduction);
        page.Append("## The file\n\n").Append(PipelineEntry.File.Summary).Append("\n\n");
        Keys(page, PipelineEntry.File.Keys);
        page.Append("Keys of a case of `tests`, here or in a file of its own:\n\n");
        Keys(page, CaseEntry.Keys);
        page.Append(Spread);
        Keys(page, PipelineEntry.Spread);
        Section(page, "Sources", SourceEntries.All);
        Section(page, "Steps", StepEntries.All, StepEntries.Companions);
        Section(page, "Sinks", SinkEntries.All);
        page.Append(Formats);
        foreach (var (name, meaning) in AccessLogFields.All)
        {
            Row(page, $"`{name}`", meaning);
        }

        page.Append('\n').Append(AggregateIntroduction);
        foreach (var function in AggregateCatalog.All)
        {
            Row(page, $"`{function.Signature.Replace(" or ", "`, `", StringComparison.Ordinal)}`", function.Summary, function.Bounds, $"`{function.Example}`");
        }

        return page.ToString();
    }

    private static void Section(StringBuilder page, string title, IReadOnlyList<ReferenceEntry> entries, IReadOnlyList<ReferenceKey>? companions = null)
    {
        page.Append(CultureInfo.InvariantCulture, $"## {title}\n\n");
        if (companions is not null)
        {
            page.Append("Beside its kind each may have:\n\n");
            Keys(page, companions);
        }

        foreach (var entry in entries)
        {
            page.Append(CultureInfo.InvariantCulture, $"### {entry.Kind}\n\n{entry.Summary}\n\n");
            if (entry.Short is { } brief and not NothingType)
            {
                page.Append(CultureInfo.InvariantCulture, $"Value: {brief.Words}{(entry.Keys.Count > 0 ? ", or a mapping" : string.Empty)}.\n\n");
            }

            Keys(page, entry.Keys);
            foreach (var key in entry.Keys)
            {
                if (key.Type is ObjectType part)
                {
                    page.Append(CultureInfo.InvariantCulture, $"Keys of `{key.Name}`:\n\n");
                    Keys(page, part.Keys);
                }
            }

            page.Append("```yaml\n").AppendJoin('\n', entry.Examples).Append("\n```\n\n");
        }
    }

    private static void Keys(StringBuilder page, IReadOnlyList<ReferenceKey> keys)
    {
        if (keys.Count == 0)
        {
            return;
        }

        page.Append("| key | value | meaning | default |\n|---|---|---|---|\n");
        foreach (var key in keys)
        {
            Row(page, $"`{key.Name}`", key.Type.Words, key.Meaning, key.Default);
        }

        page.Append('\n');
    }

    private static void Row(StringBuilder page, params ReadOnlySpan<string> cells)
    {
        foreach (var cell in cells)
        {
            page.Append("| ").Append(cell.Replace("|", "\\|", StringComparison.Ordinal)).Append(' ');
        }

        page.Append("|\n");
    }
}

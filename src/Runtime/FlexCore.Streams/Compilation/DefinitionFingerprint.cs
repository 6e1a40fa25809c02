using System.Security.Cryptography;
using System.Text;
using FlexCore.Streams.Definition;
using FlexCore.Streams.Definition.Loading;
using FlexCore.Streams.UserOperators;

namespace FlexCore.Streams.Compilation;

/// <summary>Hashes everything that gives a checkpoint its meaning: source, steps, sinks, policies. Names, comments, checkpoint interval, partitions and parallelism take no part.</summary>
internal static class DefinitionFingerprint
{
    // Raised when the same definition begins to mean something else, so that old checkpoints are refused.
    private const string Semantics = "1";

    /// <summary>The fingerprint.</summary>
    /// <param name="definition">The pipeline, with absolute paths.</param>
    /// <param name="operators">The program's own operators, whose versions count.</param>
    /// <returns>64 hexadecimal digits.</returns>
    public static string Of(PipelineDefinition definition, OperatorRegistry operators)
    {
        var text = new StringBuilder();
        Write(text, "semantics", Semantics);
        WriteSource(text, definition.Source);
        foreach (var step in definition.Steps)
        {
            WriteStep(text, step, operators);
        }

        foreach (var sink in definition.Sinks)
        {
            WriteSink(text, "sink", sink);
        }

        if (definition.Spread is { } spread)
        {
            Write(text, "spread", spread.Partitions, spread.By);
        }

        Write(text, "onError", definition.OnError);
        if (definition.DeadLetter is { } deadLetter)
        {
            WriteSink(text, "deadLetter", deadLetter);
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static void WriteSource(StringBuilder text, SourceDefinition source)
    {
        Write(text, "source", source.GetType().Name, source.Framing);
        switch (source)
        {
            case FileSourceDefinition file:
                Write(text, "file", [file.Compression, .. file.Paths]);
                WriteIf(file.Follow, text, "follow");
                break;
            case StdinSourceDefinition stdin:
                Write(text, "stdin", stdin.Compression);
                break;
            case GenerateSourceDefinition generate:
                // The rate decides times, so it is part of the records; the count is not: a longer run goes on where a shorter one stopped.
                Write(text, "generate", generate.Rate, generate.Seed, generate.Start);
                Write(text, "fields", Pairs(generate.Fields));
                break;
            case UnionSourceDefinition union:
                Write(text, "union", union.Sources.Count);
                foreach (var part in union.Sources)
                {
                    WriteSource(text, part);
                }

                break;
            case TopicSourceDefinition topic:
                Write(text, "topic", topic.Name);
                break;
            case PollSourceDefinition poll:
                WritePoll(text, poll);
                break;
        }
    }

    // Headers hold tokens that are renewed, and intervals, retries and bounds change nothing about the place that was reached.
    private static void WritePoll(StringBuilder text, PollSourceDefinition poll)
    {
        Write(text, "poll", poll.Url, poll.Method, poll.Body, poll.Records);
        if (poll.Pages is { } pages)
        {
            Write(text, "pages", pages.Link, pages.Next, pages.Number, pages.First, pages.Cursor, pages.Parameter, pages.Stop);
        }
    }

    private static void WriteStep(StringBuilder text, StepDefinition step, OperatorRegistry operators)
    {
        Write(text, "step", step.Kind, step.OnError);
        switch (step)
        {
            case ParseStep parse:
                Write(text, "parse", parse.Format, parse.Pattern, parse.Header, parse.Delimiter);
                Write(text, "columns", (parse.Columns ?? []).ToArray<object?>());
                Write(text, "types", [.. parse.Types.SelectMany(type => new object[] { type.Name, type.Type })]);
                break;
            case FilterStep filter:
                Write(text, "condition", filter.Condition);
                break;
            case MapStep map:
                Write(text, "fields", Pairs(map.Fields));
                break;
            case SelectStep select:
                Write(text, "fields", [.. select.Fields]);
                break;
            case OmitStep omit:
                Write(text, "fields", [.. omit.Fields]);
                break;
            case RenameStep rename:
                Write(text, "fields", Pairs(rename.Fields));
                break;
            case WindowStep window:
                WriteWindow(text, window);
                Write(text, "by", Pairs(window.By));
                Write(text, "aggregates", Pairs(window.Aggregates));
                break;
            case GroupStep group:
                Write(text, "by", Pairs(group.By));
                Write(text, "aggregates", Pairs(group.Aggregates));
                break;
            case DedupeStep dedupe:
                Write(text, "dedupe", dedupe.Ttl?.Ticks, dedupe.Time, dedupe.MaxKeys);
                Write(text, "by", Pairs(dedupe.By));
                break;
            case RateOfChangeStep rate:
                Write(text, "rate", rate.Field, rate.Time, rate.Per.Ticks, rate.As, rate.Ttl?.Ticks, rate.MaxKeys);
                Write(text, "by", Pairs(rate.By));
                break;
            case SortStep sort:
                Write(text, "sort", sort.Time, sort.Lateness.Ticks, sort.Window?.Ticks, sort.Late, sort.MaxRecords);
                Write(text, "keys", [.. sort.By.SelectMany(key => new object[] { key.Expression, key.IsDescending })]);
                break;
            case BranchStep branch:
                WriteBranch(text, branch, operators);
                break;
            case BatchStep batch:
                Write(text, "size", batch.Size);
                break;
            case ExplodeStep explode:
                Write(text, "explode", explode.Field, explode.As, explode.Index, explode.KeepEmpty);
                break;
            case SampleStep sample:
                Write(text, "sample", sample.Every, sample.Rate, sample.By, sample.Seed);
                break;
            case ValidateStep validate:
                Write(text, "schema", validate.Schema);
                break;
            case LookupStep lookup:
                WriteLookup(text, lookup);
                break;
            case OperatorCall call:
                WriteCall(text, call, operators);
                break;
        }
    }

    // The table's content counts too, but it is known only when it was read: see StreamGraph.CheckpointFingerprint.
    private static void WriteLookup(StringBuilder text, LookupStep lookup)
    {
        Write(text, "lookup", lookup.Table.GetType().Name, lookup.Table.Path, (lookup.Table as SqliteLookupDefinition)?.Name, lookup.Missing);
        if (lookup.Table is FileLookupDefinition file)
        {
            Write(text, "file", [file.Format, .. file.Types.SelectMany(type => new object[] { type.Name, type.Type })]);
        }

        Write(text, "key", Pairs(lookup.Key));
        Write(text, "fields", Pairs(lookup.Fields));
    }

    // Options count with their defaults, in one order: a default that is written out means the same.
    private static void WriteCall(StringBuilder text, OperatorCall call, OperatorRegistry operators)
    {
        if (!operators.TryGet(call.Name.Text, out var description))
        {
            throw new InvalidOperationException($"There is no operator '{call.Name}', although the pipeline was compiled.");
        }

        Write(text, "operator", description.Name, description.Version, description.IsStateful);
        foreach (var (option, values) in OperatorArguments.Bind(call, description, new DiagnosticBag()).Sorted)
        {
            Write(text, "option", [option, .. values]);
        }
    }

    // Tumbling windows are written as before there were others, so that their checkpoints stay valid.
    private static void WriteWindow(StringBuilder text, WindowStep window)
    {
        var size = window.Shape switch
        {
            TumblingWindow tumbling => tumbling.Size,
            SlidingWindow sliding => sliding.Size,
            SessionWindow session => session.Gap,
            _ => throw new InvalidOperationException($"There is no window {window.Shape.GetType().Name}."),
        };
        Write(text, "window", size.Ticks, window.Time, window.Lateness.Ticks, window.Late);
        switch (window.Shape)
        {
            case SlidingWindow sliding:
                Write(text, "sliding", sliding.Every.Ticks);
                break;
            case SessionWindow session:
                Write(text, "session", session.MaxDuration.Ticks);
                break;
        }
    }

    private static void WriteBranch(StringBuilder text, BranchStep branch, OperatorRegistry operators)
    {
        Write(text, "branch", branch.Match, branch.Routes.Count, branch.Otherwise is not null);
        foreach (var route in branch.AllRoutes)
        {
            Write(text, "route", route.Name, route.When, route.IsDropped, route.Steps.Count, route.Sinks.Count);
            foreach (var step in route.Steps)
            {
                WriteStep(text, step, operators);
            }

            foreach (var sink in route.Sinks)
            {
                WriteSink(text, "sink", sink);
            }
        }
    }

    private static void WriteSink(StringBuilder text, string role, SinkDefinition sink)
    {
        switch (sink)
        {
            case FileSinkDefinition file:
                Write(text, role, "file", file.Path, file.Format);
                WriteIf(file.Mode is not null, text, "mode", file.Mode);
                break;
            case StdoutSinkDefinition stdout:
                Write(text, role, "stdout", stdout.Format);
                break;
            case SqliteSinkDefinition table:
                Write(text, role, "sqlite", table.Path, table.Table, table.Mode);
                Write(text, "key", [.. table.Key]);
                break;
            case HttpSinkDefinition http:
                Write(text, role, "http", http.Url, http.Method, http.Body);
                break;
            case TopicSinkDefinition topic:
                Write(text, role, "topic", topic.Name);
                break;
        }
    }

    private static object?[] Pairs(EquatableList<NamedText> pairs) => [.. pairs.SelectMany(pair => new object[] { pair.Name, pair.Text })];

    // Keys that came later leave the fingerprints of older files as they were.
    private static void WriteIf(bool isSet, StringBuilder text, string key, params object?[] parts)
    {
        if (isSet)
        {
            Write(text, key, parts);
        }
    }

    // Lengths make the text unambiguous whatever the parts contain.
    private static void Write(StringBuilder text, string key, params object?[] parts)
    {
        text.Append(key).Append('=');
        foreach (var part in parts)
        {
            var value = FormattableString.Invariant($"{part}");
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{value.Length}:{value},");
        }

        text.Append('\n');
    }
}

using System.Text.RegularExpressions;
using FlexCore.Streams.Definition;
using FlexCore.Streams.Definition.Loading;
using FlexCore.Streams.Http;
using FlexCore.Streams.Sources;

namespace FlexCore.Streams.Compilation;

/// <summary>Checks sources and sinks that reach outside: addresses, headers, topics, followed files.</summary>
internal static partial class ConnectorChecks
{
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromHours(1);

    /// <summary>Checks a pipeline.</summary>
    /// <param name="definition">The pipeline, with absolute paths.</param>
    /// <param name="diagnostics">Takes mistakes.</param>
    public static void Check(PipelineDefinition definition, DiagnosticBag diagnostics)
    {
        foreach (var source in definition.AllSources())
        {
            CheckSource(source, diagnostics);
        }

        CheckParse(definition, diagnostics);
        CheckSinks(definition, diagnostics);
        CheckVisibility(definition, diagnostics);
    }

    private static void CheckSource(SourceDefinition source, DiagnosticBag diagnostics)
    {
        switch (source)
        {
            case FileSourceDefinition { Follow: true } file:
                CheckFollow(file, diagnostics);
                break;
            case TopicSourceDefinition topic:
                CheckTopic(topic.Name, diagnostics);
                break;
            case PollSourceDefinition poll:
                CheckPoll(poll, diagnostics);
                break;
        }
    }

    private static bool IsLive(SourceDefinition source) => source switch
    {
        FileSourceDefinition file => file.Follow,
        GenerateSourceDefinition generate => generate.Count is null,
        PollSourceDefinition poll => poll.Every is not null,
        HttpSourceDefinition or TopicSourceDefinition => true,
        _ => false,
    };

    private static void CheckVisibility(PipelineDefinition definition, DiagnosticBag diagnostics)
    {
        var sinks = definition.DeadLetter is { } deadLetter ? definition.AllSinks().Append(deadLetter) : definition.AllSinks();
        foreach (var sink in sinks.OfType<FileSinkDefinition>().Where(sink => sink.Mode == FileSinkMode.Replace && definition.AllSources().Any(IsLive)))
        {
            diagnostics.Add(DiagnosticCodes.WrongPlace, sink.Mark, "The source has no end, so a file with 'mode: replace' would never appear.", "Leave out mode, or set it to append.");
        }
    }

    private static void CheckFollow(FileSourceDefinition file, DiagnosticBag diagnostics)
    {
        if (file.Paths.Count != 1 || InputList.IsPattern(file.Paths[0].Text))
        {
            diagnostics.Add(DiagnosticCodes.InvalidValue, file.Paths is [var first, ..] ? first.Mark : file.Mark, "'follow' takes one path, without wildcards.", "Write a pipeline for each file, or leave out follow.");
        }

        if (file.Compression == Compression.Gzip)
        {
            diagnostics.Add(DiagnosticCodes.InvalidValue, file.Mark, "A followed file cannot be compressed: its end is not written yet.", "Leave out compression, or follow.");
        }
    }

    // These sources give JSON records, whatever the producer sent.
    private static void CheckParse(PipelineDefinition definition, DiagnosticBag diagnostics)
    {
        var kind = definition.AllSources().Select(KindOfJson).FirstOrDefault(json => json is not null);
        if (kind is not null && definition.Steps is [ParseStep { Format: not ParseFormat.Json } parse, ..])
        {
            diagnostics.Add(DiagnosticCodes.WrongPlace, parse.Mark, $"The {kind} source gives JSON records, not {parse.Format.ToString().ToLowerInvariant()}.", "Write parse: json.");
        }
    }

    private static string? KindOfJson(SourceDefinition source) => source switch
    {
        GenerateSourceDefinition => "generate",
        HttpSourceDefinition => "http",
        TopicSourceDefinition => "topic",
        PollSourceDefinition => "poll",
        _ => null,
    };

    private static void CheckPoll(PollSourceDefinition poll, DiagnosticBag diagnostics)
    {
        HttpTarget.Check(poll.Url, "poll source", diagnostics);
        HttpTarget.Check(poll.Headers, diagnostics);
        CheckTimeout(poll.Timeout, poll.Mark, diagnostics);
        if (poll.Every is { } every && every < TimeSpan.FromMilliseconds(1))
        {
            diagnostics.Add(DiagnosticCodes.InvalidValue, poll.Mark, "'every' must be at least 1ms.");
        }

        if (poll.Method == HttpVerb.Get && poll.Body is not null)
        {
            diagnostics.Add(DiagnosticCodes.InvalidValue, poll.Body.Mark, "A GET request has no body.", "Set method: post.");
        }

        if (poll.Pages is not { } pages)
        {
            return;
        }

        var ways = (pages.Link ? 1 : 0) + (pages.Next is null ? 0 : 1) + (pages.Number is null ? 0 : 1) + (pages.Cursor is null ? 0 : 1);
        if (ways != 1)
        {
            diagnostics.Add(DiagnosticCodes.InvalidValue, pages.Mark, $"'pages' needs exactly one of link, next, number and cursor, not {ways}.", "For example: pages: { next: body.nextPage }");
        }
    }

    // A topic that a union reads twice would give every record twice.
    private static HashSet<string> CheckTopics(PipelineDefinition definition, DiagnosticBag diagnostics)
    {
        var topics = new HashSet<string>(StringComparer.Ordinal);
        foreach (var source in definition.AllSources())
        {
            var name = source switch { TopicSourceDefinition topic => topic.Name.Text, HttpSourceDefinition => definition.Name.Text, _ => null };
            if (name is not null && !topics.Add(name))
            {
                diagnostics.Add(DiagnosticCodes.InvalidValue, source.Mark, $"The union reads the topic '{name}' twice, so every record would come twice.", "Remove one of the two.");
            }
        }

        return topics;
    }

    private static void CheckSinks(PipelineDefinition definition, DiagnosticBag diagnostics)
    {
        var topics = CheckTopics(definition, diagnostics);
        var targets = new HashSet<string>(StringComparer.Ordinal);
        foreach (var sink in definition.DeadLetter is { } deadLetter ? definition.AllSinks().Append(deadLetter) : definition.AllSinks())
        {
            if (sink is HttpSinkDefinition http)
            {
                CheckHttpSink(http, diagnostics);
                if (!targets.Add(http.Url.Text))
                {
                    diagnostics.Add(DiagnosticCodes.TargetConflict, http.Url.Mark, $"Two sinks send to {HttpTarget.Display(http.Url.Text)}: it could not tell their batches apart.", "Give each sink its own address, for example by a query.");
                }
            }
            else if (sink is TopicSinkDefinition topic)
            {
                CheckTopic(topic.Name, diagnostics);
                if (topics.Contains(topic.Name.Text) || !targets.Add(topic.Name.Text))
                {
                    diagnostics.Add(DiagnosticCodes.TargetConflict, topic.Name.Mark, $"The topic '{topic.Name}' is already the source or another sink of this pipeline.", "Give each its own topic.");
                }
            }
        }
    }

    private static void CheckHttpSink(HttpSinkDefinition http, DiagnosticBag diagnostics)
    {
        HttpTarget.Check(http.Url, "http sink", diagnostics);
        HttpTarget.Check(http.Headers, diagnostics);
        CheckTimeout(http.Timeout, http.Mark, diagnostics);
        if (http.Method == HttpVerb.Get)
        {
            diagnostics.Add(DiagnosticCodes.InvalidValue, http.Mark, "An http sink sends rows, which GET cannot.", "Use post, put or patch.");
        }
    }

    private static void CheckTimeout(TimeSpan timeout, Mark mark, DiagnosticBag diagnostics)
    {
        if (timeout < TimeSpan.FromMilliseconds(10) || timeout > LongestTimeout)
        {
            diagnostics.Add(DiagnosticCodes.InvalidValue, mark, "'timeout' must be from 10ms to 1h.");
        }
    }

    private static void CheckTopic(DefinitionText name, DiagnosticBag diagnostics)
    {
        if (!TopicPattern().IsMatch(name.Text))
        {
            diagnostics.Add(DiagnosticCodes.InvalidValue, name.Mark, $"'{name}' is not a topic name.", "Use letters, digits, '-', '_', '.' and ':', beginning with a letter or digit, at most 200 characters.");
        }
    }

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._:-]{0,199}\z", RegexOptions.CultureInvariant)]
    private static partial Regex TopicPattern();
}

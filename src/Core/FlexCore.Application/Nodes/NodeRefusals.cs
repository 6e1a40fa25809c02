using FlexCore.Application.Pipelines.Documents;
using FlexCore.Domain;

namespace FlexCore.Application.Nodes;

/// <summary>The refusals that use cases of a node add to those of the aggregates. Codes are stable.</summary>
public static class NodeRefusals
{
    /// <summary>The document has mistakes; the reply lists them.</summary>
    public const string InvalidDocument = "invalid-document";

    /// <summary>There is no such pipeline.</summary>
    public const string PipelineNotFound = "pipeline-not-found";

    /// <summary>There is no such version of the pipeline.</summary>
    public const string VersionNotFound = "version-not-found";

    /// <summary>The pipeline has no such run.</summary>
    public const string RunNotFound = "run-not-found";

    /// <summary>There is no such stream.</summary>
    public const string StreamNotFound = "stream-not-found";

    /// <summary>There is no such job.</summary>
    public const string JobNotFound = "job-not-found";

    /// <summary>The stream is at work already.</summary>
    public const string StreamIsRunning = "stream-is-running";

    /// <summary>The stream is not at work.</summary>
    public const string StreamNotRunning = "stream-not-running";

    /// <summary>The job has ended already.</summary>
    public const string JobEnded = "job-ended";

    /// <summary>The document's name is not the pipeline's.</summary>
    public const string NameMismatch = "name-mismatch";

    /// <summary>A job needs a source that ends.</summary>
    public const string UnboundedSource = "unbounded-source";

    /// <summary>A field of the request breaks its rule.</summary>
    public const string BadText = "bad-text";

    /// <summary>As many streams are at work as the node allows.</summary>
    public const string TooManyStreams = "too-many-streams";

    /// <summary>The node is stopping.</summary>
    public const string Stopping = "stopping";

    /// <summary>Another node serves what was asked for.</summary>
    public const string NotOwner = "not-owner";

    /// <summary>The files of a job are not on this node.</summary>
    public const string JobFilesMissing = "job-files-missing";

    internal static NodeReply<T> Refuse<T>(string code, string message)
        where T : class => new(null, new Refusal(code, message));

    internal static NodeReply<T> Refuse<T>(Refusal refusal)
        where T : class => new(null, refusal);

    internal static NodeReply<T> NoPipeline<T>(string key)
        where T : class => Refuse<T>(PipelineNotFound, $"There is no pipeline '{Shown(key)}'. List the pipelines to see their names.");

    internal static NodeReply<T> NoStream<T>(string key)
        where T : class => Refuse<T>(StreamNotFound, $"There is no stream '{Shown(key)}'. List the streams to see their names.");

    internal static NodeReply<T> NoJob<T>(string id)
        where T : class => Refuse<T>(JobNotFound, $"There is no job '{Shown(id)}'. List the jobs to see their ids.");

    internal static NodeReply<T> Invalid<T>(IReadOnlyList<DocumentFinding> findings)
        where T : class => new(null, new Refusal(InvalidDocument, findings.Count == 1
            ? $"The document has a mistake{Told(findings[0])}"
            : $"The document has {findings.Count} mistakes, the first{Told(findings[0])}"))
        {
            Findings = findings,
        };

    /// <summary>The mistake of a document whose name no pipeline can have, although nothing else is wrong with it.</summary>
    internal static DocumentFinding BadName(string? name) => new(
        "invalid-name", $"The name '{Shown(name ?? "")}' cannot be a pipeline's.", 0, 0, "Use lower-case letters, digits, '-', '_' and '.', beginning with a letter or digit.");

    private static string Told(DocumentFinding finding) =>
        $"{(finding.Line > 0 ? $" at line {finding.Line}, column {finding.Column}" : "")}: {finding.Message}{(finding.Suggestion is { } remedy ? $" {remedy}" : "")}";

    internal static string Shown(string text) =>
        string.Concat(text.Length <= 40 ? text : text[..40] + "…").Replace('\n', ' ').Replace('\r', ' ');
}

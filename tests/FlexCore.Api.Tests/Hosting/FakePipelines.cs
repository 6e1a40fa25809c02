using System.Diagnostics;
using FlexCore.Application.Nodes;
using FlexCore.Application.Pipelines;
using FlexCore.Application.Pipelines.Documents;
using FlexCore.Domain;
using FlexCore.Domain.Pipelines;

namespace FlexCore.Api.Tests.Hosting;

/// <summary>Pipelines in memory with the life of the real ones. A document is <c>name: x</c> on its first line, or JSON with a name; <c>broken</c> in it is a mistake.</summary>
internal sealed class FakePipelines(TimeProvider clock) : IPipelines
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, PipelineView> _pipelines = new(StringComparer.Ordinal);

    /// <summary>The calls that came, for tests that ask who asked.</summary>
    public List<NodeCall> Calls { get; } = [];

    /// <summary>The trace and parent span that were current at each call.</summary>
    public List<(string Trace, string Parent)?> Traces { get; } = [];

    /// <summary>Thrown by the next call.</summary>
    public Exception? Fault { get; set; }

    public DocumentReport Lint(string document)
    {
        var findings = Findings(document);
        return new DocumentReport(findings.Count == 0, NameOf(document), findings.Count == 0 ? [Step] : [], findings);
    }

    public Task<NodeReply<PipelineView>> CreateAsync(NodeCall call, CreatePipeline request, CancellationToken cancellationToken = default) => Do(call, () =>
    {
        if (NameOf(request.Document) is not { } key)
        {
            return Invalid(request.Document);
        }

        if (_pipelines.ContainsKey(key))
        {
            return Refuse("pipeline-exists", $"The pipeline '{key}' exists already.");
        }

        var now = clock.GetUtcNow();
        return Put(new PipelineView(key, request.Name ?? key, request.Description ?? "", "draft", 0, call.Security.Principal, request.Document, 0, now, now, null));
    });

    public Task<NodeReply<PipelineView>> UpdateAsync(NodeCall call, string key, UpdatePipeline request, CancellationToken cancellationToken = default) => Change(call, key, old =>
        request.Document is { } document && Findings(document).Count > 0
            ? Invalid(document)
            : Put(old with { Name = request.Name ?? old.Name, Description = request.Description ?? old.Description, Document = request.Document ?? old.Document }));

    public Task<NodeReply<PipelineView>> ActivateAsync(NodeCall call, string key, CancellationToken cancellationToken = default) => Change(call, key, old =>
        Findings(old.Document).Count > 0 ? Invalid(old.Document)
        : old.Status == "draft" ? Put(old with { Status = "running", Version = 1 }) : Wrong(old));

    public Task<NodeReply<PipelineView>> PauseAsync(NodeCall call, string key, CancellationToken cancellationToken = default) => Move(call, key, "running", "paused");

    public Task<NodeReply<PipelineView>> ResumeAsync(NodeCall call, string key, CancellationToken cancellationToken = default) => Move(call, key, "paused", "running");

    public Task<NodeReply<PipelineView>> ArchiveAsync(NodeCall call, string key, CancellationToken cancellationToken = default) => Change(call, key, old =>
        old.Status == "running" ? Wrong(old) : Put(old with { Status = "archived" }));

    public Task<NodeReply<PipelineView>> DeleteAsync(NodeCall call, string key, CancellationToken cancellationToken = default) => Change(call, key, old =>
    {
        if (old.Status == "running")
        {
            return Wrong(old);
        }

        _pipelines.Remove(key);
        return new(old, null);
    });

    public Task<NodeReply<PipelineView>> GetAsync(NodeCall call, string key, CancellationToken cancellationToken = default) => Change(call, key, old => new(old, null));

    public Task<Page<PipelineView>> ListAsync(NodeCall call, PageQuery query, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            var all = _pipelines.Values.Where(view => query.Status is null || view.Status == query.Status)
                .Where(view => query.Text is null || view.Key.Contains(query.Text, StringComparison.OrdinalIgnoreCase)).ToList();
            return Task.FromResult(new Page<PipelineView>([.. all.Skip(query.Offset).Take(query.Limit)], all.Count, query.Offset, query.Limit));
        }
    }

    public async Task<NodeReply<Page<PipelineVersionView>>> VersionsAsync(NodeCall call, string key, PageQuery query, CancellationToken cancellationToken = default)
    {
        var reply = await GetAsync(call, key, cancellationToken);
        return reply.Value is not { } view ? new(null, reply.Refusal)
            : new(new Page<PipelineVersionView>([new(1, view.CreatedAt, view.Owner, view.Document, 1)], 1, query.Offset, query.Limit), null);
    }

    public async Task<NodeReply<PipelineRunView>> RunAsync(NodeCall call, string key, string runId, CancellationToken cancellationToken = default)
    {
        var reply = await GetAsync(call, key, cancellationToken);
        return reply.Value?.Run is { } run && run.RunId == runId ? new(run, null) : new(null, reply.Refusal ?? new Refusal("run-not-found", "There is no such run."));
    }

    public async Task<NodeReply<IReadOnlyList<PipelineStepView>>> StepsAsync(NodeCall call, string key, CancellationToken cancellationToken = default)
    {
        var reply = await GetAsync(call, key, cancellationToken);
        return reply.Value is null ? new(null, reply.Refusal) : new([new(Step.Id, Step.Operator, Step.Definition, [])], null);
    }

    public async Task<NodeReply<Page<HistoryEntry>>> HistoryAsync(NodeCall call, string key, PageQuery query, CancellationToken cancellationToken = default)
    {
        var reply = await GetAsync(call, key, cancellationToken);
        return reply.Value is not { } view ? new(null, reply.Refusal)
            : new(new Page<HistoryEntry>([new(1, "pipeline-created", view.CreatedAt, view.Owner, call.CorrelationId, """{"name":"x"}""")], 1, query.Offset, query.Limit), null);
    }

    private static PipelineStep Step { get; } = new("1-filter", "filter", """{"expression":"a > 1"}""", []);

    private static string? NameOf(string document)
    {
        var line = document.Split('\n')[0];
        var name = line.StartsWith("name:", StringComparison.Ordinal) ? line[5..].Trim()
            : document.Split("\"name\"", 2) is [_, var rest] && rest.Split('"') is { Length: > 1 } parts ? parts[1] : null;
        return name is { Length: > 0 and <= 200 } && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') ? name : null;
    }

    private static List<DocumentFinding> Findings(string document) => NameOf(document) is null
        ? [new("missing-name", "The document has no name.", 1, 1, "Begin with name.")]
        : document.Contains("broken", StringComparison.Ordinal) ? [new("unknown-operator", "There is no step 'broken'.", 3, 5, "filter")] : [];

    private static NodeReply<PipelineView> Invalid(string document) => new(null, new Refusal("invalid-document", "The document has a mistake.")) { Findings = Findings(document) };

    private static NodeReply<PipelineView> Refuse(string code, string message) => new(null, new Refusal(code, message));

    private static NodeReply<PipelineView> Wrong(PipelineView view) => Refuse("pipeline-wrong-status", $"The pipeline '{view.Key}' is {view.Status}.");

    private NodeReply<PipelineView> Put(PipelineView view)
    {
        _pipelines[view.Key] = view with { Revision = view.Revision + 1, UpdatedAt = clock.GetUtcNow() };
        return new(_pipelines[view.Key], null);
    }

    private Task<NodeReply<PipelineView>> Move(NodeCall call, string key, string from, string to) =>
        Change(call, key, old => old.Status == from ? Put(old with { Status = to }) : Wrong(old));

    private Task<NodeReply<PipelineView>> Change(NodeCall call, string key, Func<PipelineView, NodeReply<PipelineView>> change) => Do(call, () =>
        _pipelines.TryGetValue(key, out var old) ? change(old) : Refuse("pipeline-not-found", "There is no such pipeline."));

    private Task<NodeReply<PipelineView>> Do(NodeCall call, Func<NodeReply<PipelineView>> change)
    {
        lock (_gate)
        {
            Calls.Add(call);
            Traces.Add(Activity.Current is { } span ? (span.TraceId.ToHexString(), span.ParentSpanId.ToHexString()) : null);
            if (Fault is { } fault)
            {
                Fault = null;
                throw fault;
            }

            return Task.FromResult(change());
        }
    }
}

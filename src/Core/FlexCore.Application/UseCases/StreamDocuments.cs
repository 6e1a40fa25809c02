using System.Runtime.CompilerServices;
using FlexCore.Application.Catalogs;
using FlexCore.Application.Pipelines.Documents;
using FlexCore.Domain.Pipelines;

namespace FlexCore.Application.UseCases;

/// <summary>What documents say, compiled once, and which document a run has. Thread-safe.</summary>
/// <remarks>Compiling takes milliseconds, and a list may show hundreds: what a document says is kept as long as the catalog holds the document.</remarks>
internal sealed class StreamDocuments(NodeServices services)
{
    private readonly ConditionalWeakTable<string, CompiledDocument> _compiled = [];
    private readonly ConditionalWeakTable<PipelineRun, string> _ofRuns = [];
    private readonly PipelineHistory _history = new(services.Journal);

    /// <summary>A document, compiled.</summary>
    public CompiledDocument CompiledOf(string document) =>
        _compiled.GetValue(document, text => services.Compiler.Compile(text, CompileDocumentOptions.None));

    /// <summary>How many partitions a document is spread over; 0 for one stream. A job is one stream.</summary>
    public int PartitionsOf(PipelineEntry entry, string document) => entry.IsJob ? 0 : CompiledOf(document).Partitions;

    /// <summary>What has to be at work for a pipeline, or null when nothing has.</summary>
    public async Task<StreamPlan?> PlanAsync(PipelineEntry? entry, CancellationToken cancellationToken) =>
        entry is { State.Status: PipelineStatus.Running } ? await LastPlanAsync(entry, cancellationToken).ConfigureAwait(false) : null;

    /// <summary>What was at work for a pipeline's newest run, whether or not that run goes on; null before the first.</summary>
    public async Task<StreamPlan?> LastPlanAsync(PipelineEntry entry, CancellationToken cancellationToken)
    {
        if (entry.State.Run is not { } run)
        {
            return null;
        }

        var document = await DocumentOfAsync(entry, run, cancellationToken).ConfigureAwait(false);
        return new StreamPlan(entry.Id, run, document, PartitionsOf(entry, document));
    }

    // A run keeps the version that it was started with, and the catalog has the newest one only.
    private async Task<string> DocumentOfAsync(PipelineEntry entry, PipelineRun run, CancellationToken cancellationToken)
    {
        if (run.Version == entry.State.Version)
        {
            return entry.State.Document;
        }

        if (!_ofRuns.TryGetValue(run, out var document))
        {
            var versions = await _history.VersionsAsync(entry.Id, cancellationToken).ConfigureAwait(false);
            document = versions.FirstOrDefault(version => version.Version == run.Version)?.Document ?? entry.State.Document;
            _ofRuns.AddOrUpdate(run, document);
        }

        return document;
    }
}

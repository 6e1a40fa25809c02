using FlexCore.Client.Models;
using FlexCore.Client.Transport;

namespace FlexCore.Client.Calls;

/// <summary>Calls about pipelines. Thread-safe; every call throws a <see cref="Problems.NodeException"/> when it does not succeed.</summary>
public sealed class PipelineCalls
{
    private readonly NodeChannel _channel;

    internal PipelineCalls(NodeChannel channel) => _channel = channel;

    /// <summary>Creates a pipeline as a draft. Its key is the document's name.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="cancellationToken">Stops waiting; the change may still be done.</param>
    public Task<PipelineInfo> CreateAsync(NewPipeline pipeline, CancellationToken cancellationToken = default) =>
        _channel.SendAsync(NodeRequest.Json(HttpMethod.Post, "pipelines", pipeline, ClientJson.Default.NewPipeline), ClientJson.Default.PipelineInfo, cancellationToken);

    /// <summary>Lists pipelines by key, without their documents.</summary>
    /// <param name="query">Which part; <see langword="null"/> for the first.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<Page<PipelineInfo>> ListAsync(ListQuery? query = null, CancellationToken cancellationToken = default) =>
        _channel.GetAsync("pipelines" + (query ?? new ListQuery()).ToQuery(), ClientJson.Default.PagePipelineInfo, cancellationToken);

    /// <summary>Reads one pipeline with its newest document.</summary>
    /// <param name="key">The pipeline.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<PipelineInfo> GetAsync(string key, CancellationToken cancellationToken = default) =>
        _channel.GetAsync(Path(key), ClientJson.Default.PipelineInfo, cancellationToken);

    /// <summary>Replaces the document; that of a published pipeline becomes its next version.</summary>
    /// <param name="key">The pipeline.</param>
    /// <param name="pipeline">The changes.</param>
    /// <param name="cancellationToken">Stops waiting; the change may still be done.</param>
    public Task<PipelineInfo> UpdateAsync(string key, NewPipeline pipeline, CancellationToken cancellationToken = default) =>
        _channel.SendAsync(NodeRequest.Json(HttpMethod.Patch, Path(key), pipeline, ClientJson.Default.NewPipeline), ClientJson.Default.PipelineInfo, cancellationToken);

    /// <summary>Publishes the draft and starts its stream.</summary>
    /// <param name="key">The pipeline.</param>
    /// <param name="cancellationToken">Stops waiting; the change may still be done.</param>
    public Task<PipelineInfo> ActivateAsync(string key, CancellationToken cancellationToken = default) => ChangeAsync(key, "activate", cancellationToken);

    /// <summary>Holds the run: its stream drains and takes a checkpoint.</summary>
    /// <param name="key">The pipeline.</param>
    /// <param name="cancellationToken">Stops waiting; the change may still be done.</param>
    public Task<PipelineInfo> PauseAsync(string key, CancellationToken cancellationToken = default) => ChangeAsync(key, "pause", cancellationToken);

    /// <summary>Lets a held run go on at its checkpoint.</summary>
    /// <param name="key">The pipeline.</param>
    /// <param name="cancellationToken">Stops waiting; the change may still be done.</param>
    public Task<PipelineInfo> ResumeAsync(string key, CancellationToken cancellationToken = default) => ChangeAsync(key, "resume", cancellationToken);

    /// <summary>Retires a pipeline for good.</summary>
    /// <param name="key">The pipeline.</param>
    /// <param name="cancellationToken">Stops waiting; the change may still be done.</param>
    public Task<PipelineInfo> ArchiveAsync(string key, CancellationToken cancellationToken = default) => ChangeAsync(key, "archive", cancellationToken);

    /// <summary>Archives and hides a pipeline.</summary>
    /// <param name="key">The pipeline.</param>
    /// <param name="cancellationToken">Stops waiting; the change may still be done.</param>
    public Task<PipelineInfo> DeleteAsync(string key, CancellationToken cancellationToken = default) =>
        _channel.SendAsync(new NodeRequest(HttpMethod.Delete, Path(key)), ClientJson.Default.PipelineInfo, cancellationToken);

    /// <summary>Lists the published versions, the newest first.</summary>
    /// <param name="key">The pipeline.</param>
    /// <param name="query">Which part; <see langword="null"/> for the first.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<Page<PipelineVersionInfo>> VersionsAsync(string key, ListQuery? query = null, CancellationToken cancellationToken = default) =>
        _channel.GetAsync(Path(key) + "/versions" + (query ?? new ListQuery()).ToQuery(), ClientJson.Default.PagePipelineVersionInfo, cancellationToken);

    /// <summary>Lists the pipeline's events, the newest first.</summary>
    /// <param name="key">The pipeline.</param>
    /// <param name="query">Which part; <see langword="null"/> for the first.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<Page<HistoryEvent>> HistoryAsync(string key, ListQuery? query = null, CancellationToken cancellationToken = default) =>
        _channel.GetAsync(Path(key) + "/history" + (query ?? new ListQuery()).ToQuery(), ClientJson.Default.PageHistoryEvent, cancellationToken);

    private Task<PipelineInfo> ChangeAsync(string key, string verb, CancellationToken cancellationToken) =>
        _channel.SendAsync(NodeRequest.Post($"{Path(key)}/{verb}"), ClientJson.Default.PipelineInfo, cancellationToken);

    private static string Path(string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        return "pipelines/" + Uri.EscapeDataString(key);
    }
}

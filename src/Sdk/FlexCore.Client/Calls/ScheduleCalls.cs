using System.Globalization;
using FlexCore.Client.Models;
using FlexCore.Client.Transport;

namespace FlexCore.Client.Calls;

/// <summary>Calls about schedules. Thread-safe; every call throws a <see cref="Problems.NodeException"/> when it does not succeed.</summary>
public sealed class ScheduleCalls
{
    private readonly NodeChannel _channel;

    internal ScheduleCalls(NodeChannel channel) => _channel = channel;

    /// <summary>Creates a schedule; it is active at once.</summary>
    /// <param name="schedule">The schedule.</param>
    /// <param name="cancellationToken">Stops waiting; the change may still be done.</param>
    public Task<ScheduleInfo> CreateAsync(NewSchedule schedule, CancellationToken cancellationToken = default) =>
        _channel.SendAsync(NodeRequest.Json(HttpMethod.Post, "schedules", schedule, ClientJson.Default.NewSchedule), ClientJson.Default.ScheduleInfo, cancellationToken);

    /// <summary>Lists schedules by id.</summary>
    /// <param name="query">Which part; <see langword="null"/> for the first.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<Page<ScheduleInfo>> ListAsync(ListQuery? query = null, CancellationToken cancellationToken = default) =>
        _channel.GetAsync("schedules" + (query ?? new ListQuery()).ToQuery(), ClientJson.Default.PageScheduleInfo, cancellationToken);

    /// <summary>Reads one schedule.</summary>
    /// <param name="id">The schedule.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<ScheduleInfo> GetAsync(string id, CancellationToken cancellationToken = default) => _channel.GetAsync(Path(id), ClientJson.Default.ScheduleInfo, cancellationToken);

    /// <summary>Changes a schedule from now on.</summary>
    /// <param name="id">The schedule.</param>
    /// <param name="change">What changes.</param>
    /// <param name="cancellationToken">Stops waiting; the change may still be done.</param>
    public Task<ScheduleInfo> ChangeAsync(string id, ScheduleChange change, CancellationToken cancellationToken = default) =>
        _channel.SendAsync(NodeRequest.Json(HttpMethod.Patch, Path(id), change, ClientJson.Default.ScheduleChange), ClientJson.Default.ScheduleInfo, cancellationToken);

    /// <summary>Holds a schedule: what becomes due meanwhile is never made up for.</summary>
    /// <param name="id">The schedule.</param>
    /// <param name="cancellationToken">Stops waiting; the change may still be done.</param>
    public Task<ScheduleInfo> PauseAsync(string id, CancellationToken cancellationToken = default) => PostAsync(id, "pause", cancellationToken);

    /// <summary>Lets a held schedule go on with its next time.</summary>
    /// <param name="id">The schedule.</param>
    /// <param name="cancellationToken">Stops waiting; the change may still be done.</param>
    public Task<ScheduleInfo> ResumeAsync(string id, CancellationToken cancellationToken = default) => PostAsync(id, "resume", cancellationToken);

    /// <summary>Fires a schedule now, beside its times.</summary>
    /// <param name="id">The schedule.</param>
    /// <param name="cancellationToken">Stops waiting; it may still fire.</param>
    public Task<ScheduleInfo> TriggerAsync(string id, CancellationToken cancellationToken = default) => PostAsync(id, "trigger", cancellationToken);

    /// <summary>Deletes a schedule. Firings under way end by themselves.</summary>
    /// <param name="id">The schedule.</param>
    /// <param name="cancellationToken">Stops waiting; the change may still be done.</param>
    public Task<ScheduleInfo> DeleteAsync(string id, CancellationToken cancellationToken = default) =>
        _channel.SendAsync(new NodeRequest(HttpMethod.Delete, Path(id)), ClientJson.Default.ScheduleInfo, cancellationToken);

    /// <summary>Fires every time of a span of the past, one after the other.</summary>
    /// <param name="id">The schedule.</param>
    /// <param name="span">The span.</param>
    /// <param name="cancellationToken">Stops waiting; it may still fire.</param>
    public Task<ScheduleInfo> BackfillAsync(string id, ScheduleSpan span, CancellationToken cancellationToken = default) =>
        _channel.SendAsync(NodeRequest.Json(HttpMethod.Post, Path(id) + "/backfill", span, ClientJson.Default.ScheduleSpan), ClientJson.Default.ScheduleInfo, cancellationToken);

    /// <summary>When a schedule fires next.</summary>
    /// <param name="id">The schedule.</param>
    /// <param name="count">How many firings, 1 to 1,000.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<NextFirings> NextAsync(string id, int count = 10, CancellationToken cancellationToken = default) =>
        _channel.GetAsync(string.Create(CultureInfo.InvariantCulture, $"{Path(id)}/next?count={count}"), ClientJson.Default.NextFirings, cancellationToken);

    /// <summary>What a schedule has fired.</summary>
    /// <param name="id">The schedule.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<ScheduleHistory> HistoryAsync(string id, CancellationToken cancellationToken = default) =>
        _channel.GetAsync(Path(id) + "/history", ClientJson.Default.ScheduleHistory, cancellationToken);

    private static string Path(string id)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        return "schedules/" + Uri.EscapeDataString(id);
    }

    private Task<ScheduleInfo> PostAsync(string id, string verb, CancellationToken cancellationToken) =>
        _channel.SendAsync(NodeRequest.Post($"{Path(id)}/{verb}"), ClientJson.Default.ScheduleInfo, cancellationToken);
}

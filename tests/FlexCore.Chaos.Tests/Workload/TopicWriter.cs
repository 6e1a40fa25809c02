using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using FlexCore.Chaos.Tests.History;
using FlexCore.Chaos.Tests.Hosts;
using FlexCore.Chaos.Tests.Servers;

namespace FlexCore.Chaos.Tests.Workload;

/// <summary>Sends one record after the other over HTTP, each with its idempotency key until some node has acknowledged it.</summary>
/// <remarks>
/// One loop; <see cref="Unavailability"/> is read by others. With several keys each is a writer of its own in the history, and takes its turn: a record has its key and,
/// as <c>n</c>, its number.
/// </remarks>
internal sealed partial class TopicWriter(string name, string route, AppendHistory history, IReadOnlyList<ChaosNode> nodes, int seed, int keys = 1) : IDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(50);

    private readonly HttpClient _http = new(HostSockets.Handler(nodes)) { Timeout = TimeSpan.FromSeconds(3) };
    private readonly Random _random = new(seed);
    private readonly List<string> _refusals = [];
    private ChaosNode? _avoided;

    /// <summary>How long nothing was acknowledged, at most.</summary>
    public Unavailability Unavailability { get; } = new(TimeProvider.System);

    /// <summary>Answers that no fault explains.</summary>
    public IReadOnlyList<string> Refusals => _refusals;

    /// <summary>Sends until it is told to stop; the last record is sent until it is acknowledged or the patience is over.</summary>
    /// <param name="stop">No new records.</param>
    /// <param name="patience">Gives up.</param>
    public async Task RunAsync(CancellationToken stop, CancellationToken patience)
    {
        for (var number = 1; !stop.IsCancellationRequested; number++)
        {
            var id = new RecordId(keys == 1 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}.{number % keys}"), number);
            history.Sending(id);
            while (!await TrySendAsync(id, patience))
            {
                patience.ThrowIfCancellationRequested();
                await RealTime.PassAsync(RetryDelay, patience);
            }

            history.Acknowledge(id);
            Unavailability.Acknowledged();
            await RealTime.PassAsync(Pace, patience);
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<bool> TrySendAsync(RecordId id, CancellationToken patience)
    {
        // Another node than the one that did not take it, as any client does that knows several.
        var node = _avoided is { } avoided ? nodes.Where(node => node != avoided).ElementAt(_random.Next(nodes.Count - 1)) : nodes[_random.Next(nodes.Count)];
        _avoided = node;
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(node.Url, route));
        request.Headers.Add("Idempotency-Key", id.ToString());
        request.Content = new StringContent(string.Create(CultureInfo.InvariantCulture, $$"""{"id":"{{id}}","key":"{{id.Writer}}","n":{{id.Number}}}"""), Encoding.UTF8, "application/json");
        try
        {
            using var response = await _http.SendAsync(request, patience);
            if (response.StatusCode is not HttpStatusCode.Accepted)
            {
                Unavailability.Refused($"{node.Name} {CodeOf(await response.Content.ReadAsStringAsync(patience))}");
            }

            if (response.StatusCode is not (HttpStatusCode.Accepted or HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests) && _refusals.Count < 20)
            {
                _refusals.Add($"{id} at {node.Name}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync(patience)}");
            }

            _avoided = response.StatusCode is HttpStatusCode.Accepted ? null : node;
            return _avoided is null;
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException && !patience.IsCancellationRequested)
        {
            // The node is away or silent; whether it took the record is not known, and its key makes the repeat safe.
            Unavailability.Refused($"{node.Name} {(error is OperationCanceledException ? "silent" : "away")}");
            return false;
        }
    }

    private static string CodeOf(string problem) => Code().Match(problem) is { Success: true } match ? match.Groups[1].Value : problem;

    [GeneratedRegex("\"code\": ?\"([^\"]*)\"")]
    private static partial Regex Code();
}

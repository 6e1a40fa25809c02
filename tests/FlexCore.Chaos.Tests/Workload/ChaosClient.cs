using FlexCore.Chaos.Tests.Hosts;
using FlexCore.Chaos.Tests.Servers;

namespace FlexCore.Chaos.Tests.Workload;

/// <summary>Asks nodes for one thing after the other, each until it has an answer that stands, as any client does that knows several nodes.</summary>
/// <remarks>Used by one loop; <see cref="Unavailability"/> is read by others.</remarks>
internal sealed class ChaosClient(IReadOnlyList<ChaosNode> nodes, int seed) : IDisposable
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(50);

    private readonly HttpClient _http = new(HostSockets.Handler(nodes)) { Timeout = TimeSpan.FromSeconds(3) };
    private readonly Random _random = new(seed);
    private ChaosNode? _avoided;

    /// <summary>How long it got no answer, at most.</summary>
    public Unavailability Unavailability { get; } = new(TimeProvider.System);

    /// <summary>Asks until the answer is one that stands.</summary>
    /// <param name="method">The method; what is asked must be safe to repeat.</param>
    /// <param name="path">The path.</param>
    /// <param name="patience">Gives up.</param>
    /// <returns>Whether it was done, and the text.</returns>
    /// <exception cref="InvalidOperationException">An answer that no fault explains.</exception>
    public Task<(bool IsDone, string Text)> AskAsync(HttpMethod method, string path, CancellationToken patience) => AskAsync(new ChaosAsk(method, path), patience);

    /// <summary>Asks until the answer is 200, 201, 202 or 409.</summary>
    /// <param name="ask">What is asked; it must be safe to repeat.</param>
    /// <param name="patience">Gives up.</param>
    /// <returns>Whether it was done, and the text.</returns>
    /// <exception cref="InvalidOperationException">An answer that no fault explains.</exception>
    public async Task<(bool IsDone, string Text)> AskAsync(ChaosAsk ask, CancellationToken patience)
    {
        while (true)
        {
            if (await TryAskAsync(ask, patience) is { } answer)
            {
                Unavailability.Acknowledged();
                return answer;
            }

            await RealTime.PassAsync(RetryDelay, patience);
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<(bool IsDone, string Text)?> TryAskAsync(ChaosAsk ask, CancellationToken patience)
    {
        var node = _avoided is { } avoided ? nodes.Where(node => node != avoided).ElementAt(_random.Next(nodes.Count - 1)) : nodes[_random.Next(nodes.Count)];
        _avoided = node;
        try
        {
            using var request = ask.ToRequest(node.Url);
            using var response = await _http.SendAsync(request, patience);
            var text = await response.Content.ReadAsStringAsync(patience);
            switch ((int)response.StatusCode)
            {
                case 200 or 201 or 202 or 409:
                    _avoided = null;
                    return ((int)response.StatusCode != 409, text);
                case 429 or 503:
                    Unavailability.Refused($"{node.Name} {text}");
                    return null;
                default:
                    throw new InvalidOperationException($"{ask} at {node.Name}: {(int)response.StatusCode} {text}");
            }
        }
        catch (Exception error) when (error is HttpRequestException or IOException or OperationCanceledException && !patience.IsCancellationRequested)
        {
            Unavailability.Refused($"{node.Name} {(error is OperationCanceledException ? "silent" : "away")}");
            return null;
        }
    }
}

using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using FlexCore.Client.Problems;
using FlexCore.Client.Settings;

namespace FlexCore.Client.Transport;

/// <summary>Sends calls and reads answers: attempts, time-outs, problems. Thread-safe.</summary>
internal sealed class NodeChannel : IDisposable
{
    private const string Root = "/api/v1/";
    private const string IdempotencyHeader = "Idempotency-Key";
    private const int ProblemBytesMax = 1 << 20;

    private readonly HttpClient _http;

    /// <summary>Creates a channel.</summary>
    /// <param name="options">The node, and how to call it.</param>
    /// <param name="handler">Sends requests; disposed with the channel.</param>
    public NodeChannel(FlexCoreClientOptions options, HttpMessageHandler handler)
    {
        Options = options;

        // The time of an attempt is measured by the clock of the options; following has none.
        _http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>The node, and how to call it.</summary>
    public FlexCoreClientOptions Options { get; }

    /// <summary>Reads something.</summary>
    /// <param name="path">The path below <c>/api/v1/</c>, with its query.</param>
    /// <param name="type">How to read the answer.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        SendAsync(new NodeRequest(HttpMethod.Get, path), type, cancellationToken);

    /// <summary>Changes something, at most once.</summary>
    /// <param name="request">The call.</param>
    /// <param name="type">How to read the answer.</param>
    /// <param name="cancellationToken">Stops waiting; the change may still be done.</param>
    public async Task<T> SendAsync<T>(NodeRequest request, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        // One key for all attempts: the node does the work once and answers the repetition from memory.
        var key = request.IdempotencyKey ?? (request.Method == HttpMethod.Get ? null : Guid.NewGuid().ToString("N"));
        for (var attempt = 1; ; attempt++)
        {
            NodeException failure;
            TimeSpan? wanted = null;
            try
            {
                return await AttemptAsync(request, key, type, cancellationToken).ConfigureAwait(false);
            }
            catch (NodeUnavailableException error)
            {
                failure = error;
            }
            catch (NodeBusyException error)
            {
                failure = error;
                wanted = WaitOf(error.Problem.RetryAfter);
            }

            if (attempt == Options.Attempts || wanted > Options.RetryDelayMax)
            {
                throw failure;
            }

            await Task.Delay(wanted ?? DelayAfter(attempt), Options.Clock, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The wait after a number of failed attempts.</summary>
    /// <param name="attempts">How many failed in a row, from 1.</param>
    public TimeSpan DelayAfter(int attempts)
    {
        // In milliseconds, because a time span would overflow long before the bound is looked at.
        var delay = Options.RetryDelay.TotalMilliseconds * Math.Pow(2, Math.Min(attempts - 1, 30));
        return delay < Options.RetryDelayMax.TotalMilliseconds ? TimeSpan.FromMilliseconds(delay) : Options.RetryDelayMax;
    }

    /// <summary>Opens a stream of events.</summary>
    /// <param name="path">The path below <c>/api/v1/</c>.</param>
    /// <param name="lastId">The last id seen, or <see langword="null"/>.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The answer, which the caller disposes.</returns>
    /// <exception cref="NodeException">The stream cannot be opened.</exception>
    public async Task<HttpResponseMessage> OpenAsync(string path, string? lastId, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Get, new Uri(Options.Node, Root + path));
        message.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        if (lastId is not null)
        {
            message.Headers.TryAddWithoutValidation("Last-Event-ID", lastId);
        }

        // A node that takes the connection and never answers is as dead as one that falls silent later.
        using var silence = new CancellationTokenSource(Options.SilenceMax, Options.Clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, cancellationToken);
        try
        {
            var response = await ExchangeAsync(message, both.Token).ConfigureAwait(false);
            if (response.IsSuccessStatusCode)
            {
                return response;
            }

            using (response)
            {
                throw await ReadProblemAsync(response, both.Token).ConfigureAwait(false);
            }
        }
        catch (IOException error)
        {
            throw BrokeOff(error);
        }
        catch (OperationCanceledException error) when (silence.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw TooSlow(Options.SilenceMax, error);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<T> AttemptAsync<T>(NodeRequest request, string? key, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(Options.Timeout, Options.Clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        using var message = request.ToMessage(new Uri(Options.Node, Root + request.Path));
        if (key is not null)
        {
            message.Headers.TryAddWithoutValidation(IdempotencyHeader, key);
        }

        try
        {
            using var response = await ExchangeAsync(message, both.Token).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode)
            {
                throw await ReadProblemAsync(response, both.Token).ConfigureAwait(false);
            }

            var stream = await response.Content.ReadAsStreamAsync(both.Token).ConfigureAwait(false);
            await using (stream.ConfigureAwait(false))
            {
                return await JsonSerializer.DeserializeAsync(stream, type, both.Token).ConfigureAwait(false) ?? throw NotANode("null", null);
            }
        }
        catch (JsonException error)
        {
            throw NotANode("something else than the API's JSON", error);
        }
        catch (IOException error)
        {
            throw BrokeOff(error);
        }
        catch (OperationCanceledException error) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw TooSlow(Options.Timeout, error);
        }
    }

    private async Task<HttpResponseMessage> ExchangeAsync(HttpRequestMessage message, CancellationToken cancellationToken)
    {
        try
        {
            return await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException error)
        {
            throw new NodeUnavailableException($"No node answers at {Options.Node}: {error.Message}", error);
        }
    }

    private async Task<NodeException> ReadProblemAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var body = await ReadBoundedAsync(response, cancellationToken).ConfigureAwait(false);
        if (response.Content.Headers.ContentType?.MediaType == "application/problem+json")
        {
            try
            {
                if (JsonSerializer.Deserialize(body, ClientJson.Default.NodeProblem) is { } problem)
                {
                    return NodeProblemException.Of(problem with { Status = (int)response.StatusCode });
                }
            }
            catch (JsonException error)
            {
                return NotANode($"{(int)response.StatusCode} with a problem that is no JSON", error);
            }
        }

        // What stands in front of a node, or Kestrel itself, answers without a problem.
        return response.StatusCode is HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout
            ? new NodeUnavailableException($"The node at {Options.Node} is not reachable: {(int)response.StatusCode} {response.ReasonPhrase}.")
            : NotANode($"{(int)response.StatusCode} {response.ReasonPhrase}", null);
    }

    private static async Task<string> ReadBoundedAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            var bytes = new byte[ProblemBytesMax];
            var read = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            return Encoding.UTF8.GetString(bytes, 0, read);
        }
    }

    // What a node says about itself may be wrong: nothing before now, and nothing that no clock can wait for.
    private static TimeSpan? WaitOf(long? seconds) => seconds switch
    {
        null => null,
        <= 0 => TimeSpan.Zero,
        > int.MaxValue => TimeSpan.MaxValue,
        { } whole => TimeSpan.FromSeconds(whole),
    };

    private NodeUnavailableException BrokeOff(IOException error) => new($"The node at {Options.Node} broke off its answer: {error.Message}", error);

    private NodeUnavailableException TooSlow(TimeSpan time, Exception error) =>
        new(FormattableString.Invariant($"The node at {Options.Node} did not answer within {time.TotalSeconds:0.#} s."), error);

    private NodeForeignException NotANode(string answer, Exception? cause) =>
        new($"What answers at {Options.Node} is not a FlexCore node of this version: it answered {answer}. Check the URL.", cause);
}

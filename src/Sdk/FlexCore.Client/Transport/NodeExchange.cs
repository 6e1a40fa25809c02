using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using FlexCore.Client.Problems;
using FlexCore.Client.Settings;

namespace FlexCore.Client.Transport;

/// <summary>One request to one node and its answer: time-outs, refusals, answers that break off. Thread-safe.</summary>
internal sealed class NodeExchange : IDisposable
{
    private const string Root = "/api/v1/";
    private const string IdempotencyHeader = "Idempotency-Key";

    // Nobody who is there takes longer to take a connection.
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);

    private readonly FlexCoreClientOptions _options;
    private readonly HttpClient _http;

    /// <summary>Creates the exchange.</summary>
    /// <param name="options">The time-outs.</param>
    /// <param name="handler">Sends requests; <see langword="null"/> for one of its own. Disposed with the exchange.</param>
    public NodeExchange(FlexCoreClientOptions options, HttpMessageHandler? handler)
    {
        _options = options;

        // The time of an attempt is measured by the clock of the options; following has none.
        _http = new HttpClient(handler ?? new SocketsHttpHandler { ConnectTimeout = ConnectTimeout, PooledConnectionLifetime = TimeSpan.FromMinutes(2) })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    /// <summary>Sends a request and reads the answer.</summary>
    /// <param name="node">The node.</param>
    /// <param name="request">The request.</param>
    /// <param name="key">Its idempotency key, or <see langword="null"/>.</param>
    /// <param name="type">How to read the answer.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="NodeException">The node cannot be reached, refuses, or is none.</exception>
    public async Task<T> SendAsync<T>(Uri node, NodeRequest request, string? key, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(_options.Timeout, _options.Clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        using var message = request.ToMessage(UrlOf(node, request.Path));
        if (key is not null)
        {
            message.Headers.TryAddWithoutValidation(IdempotencyHeader, key);
        }

        try
        {
            using var response = await ExchangeAsync(node, message, both.Token).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode)
            {
                throw await RefusalReader.ReadAsync(node, response, both.Token).ConfigureAwait(false);
            }

            var stream = await response.Content.ReadAsStreamAsync(both.Token).ConfigureAwait(false);
            await using (stream.ConfigureAwait(false))
            {
                return await JsonSerializer.DeserializeAsync(stream, type, both.Token).ConfigureAwait(false) ?? throw RefusalReader.NotANode(node, "null", null);
            }
        }
        catch (JsonException error)
        {
            throw RefusalReader.NotANode(node, "something else than the API's JSON", error);
        }
        catch (IOException error)
        {
            throw BrokeOff(node, error);
        }
        catch (OperationCanceledException error) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw TooSlow(node, _options.Timeout, error);
        }
    }

    /// <summary>Opens a stream of events.</summary>
    /// <param name="node">The node.</param>
    /// <param name="path">The path below <c>/api/v1/</c>.</param>
    /// <param name="lastId">The last id seen, or <see langword="null"/>.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="NodeException">The stream cannot be opened.</exception>
    public async Task<OpenedStream> OpenAsync(Uri node, string path, string? lastId, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Get, UrlOf(node, path));
        message.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        if (lastId is not null)
        {
            message.Headers.TryAddWithoutValidation("Last-Event-ID", lastId);
        }

        // A node that takes the connection and never answers is as dead as one that falls silent later.
        using var silence = new CancellationTokenSource(_options.SilenceMax, _options.Clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, cancellationToken);
        try
        {
            var response = await ExchangeAsync(node, message, both.Token).ConfigureAwait(false);
            if (response.IsSuccessStatusCode)
            {
                return new OpenedStream(node, response);
            }

            using (response)
            {
                throw await RefusalReader.ReadAsync(node, response, both.Token).ConfigureAwait(false);
            }
        }
        catch (IOException error)
        {
            throw BrokeOff(node, error);
        }
        catch (OperationCanceledException error) when (silence.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw TooSlow(node, _options.SilenceMax, error);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private static Uri UrlOf(Uri node, string path) => new(node, path.StartsWith('/') ? path : Root + path);

    private async Task<HttpResponseMessage> ExchangeAsync(Uri node, HttpRequestMessage message, CancellationToken cancellationToken)
    {
        try
        {
            return await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException error)
        {
            var notSent = error.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError;
            throw new NodeUnavailableException($"No node answers at {node}: {error.Message}", error) { WasNotSent = notSent };
        }
        catch (OperationCanceledException error) when (!cancellationToken.IsCancellationRequested)
        {
            // The only time-out of the handlers is that of connecting.
            throw new NodeUnavailableException(FormattableString.Invariant($"No node answers at {node}: no connection came about within {ConnectTimeout.TotalSeconds} s."), error) { WasNotSent = true };
        }
    }

    private static NodeUnavailableException BrokeOff(Uri node, IOException error) => new($"The node at {node} broke off its answer: {error.Message}", error);

    private static NodeUnavailableException TooSlow(Uri node, TimeSpan time, Exception error) =>
        new(FormattableString.Invariant($"The node at {node} did not answer within {time.TotalSeconds:0.#} s."), error);
}

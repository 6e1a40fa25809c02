using FlexCore.Application.Streams;
using FlexCore.Streams.Services;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace FlexCore.Streams.Http;

/// <summary>Sends requests with time-out, repetition and redirects, and reads answers up to a bound.</summary>
/// <remarks>Used by one source or sink at a time. Neither headers nor query strings get into messages: they may hold secrets.</remarks>
internal sealed class HttpCaller : IDisposable
{
    private readonly HttpClient _client;
    private readonly HttpCallSettings _settings;
    private readonly ResiliencePipeline<HttpAnswer> _pipeline;
    private readonly Func<string, Exception?, StreamException> _unavailable;

    /// <summary>Creates a caller.</summary>
    /// <param name="settings">The bounds.</param>
    /// <param name="services">Clock and transport.</param>
    /// <param name="unavailable">Makes the error of a target that cannot be reached for now.</param>
    /// <param name="breaker">Remembers over restarts that the target is down, or <see langword="null"/>.</param>
    public HttpCaller(
        HttpCallSettings settings, RunServices services, Func<string, Exception?, StreamException> unavailable, ResiliencePipeline<HttpAnswer>? breaker = null)
    {
        _settings = settings;
        _unavailable = unavailable;
        var handler = services.Shared.CreateHttpHandler();
        if (handler is SocketsHttpHandler sockets)
        {
            // Redirects are followed here, where their target can be checked; cookies would make answers depend on earlier ones.
            sockets.AllowAutoRedirect = false;
            sockets.UseCookies = false;
            sockets.AutomaticDecompression = System.Net.DecompressionMethods.All;
        }

        _client = new HttpClient(handler, disposeHandler: true) { Timeout = Timeout.InfiniteTimeSpan };
        _pipeline = HttpResilience.Calls(settings, services.Clock, breaker);
    }

    /// <summary>Sends a request until it is answered for good.</summary>
    /// <param name="make">Makes the request, anew for each try.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The answer, whatever its status.</returns>
    /// <exception cref="StreamException">The target cannot be reached, or answers with something that is not allowed.</exception>
    public async ValueTask<HttpAnswer> SendAsync(Func<HttpRequestMessage> make, CancellationToken cancellationToken)
    {
        var target = "the target";
        try
        {
            return await _pipeline.ExecuteAsync(
                async token =>
                {
                    using var request = make();
                    target = HttpTarget.Display(request.RequestUri ?? throw new InvalidOperationException("The request has no address."));
                    return await SendOnceAsync(request, make, token);
                },
                cancellationToken);
        }
        catch (BrokenCircuitException error)
        {
            throw _unavailable($"{target} failed so often that it is left alone for {HttpResilience.BreakDuration.TotalSeconds:N0} seconds.", error);
        }
        catch (TimeoutRejectedException error)
        {
            throw _unavailable($"{target} gave no complete answer within {_settings.Timeout.TotalSeconds:N0} seconds.", error);
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            throw _unavailable($"{target} cannot be reached: {error.Message}", error);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private async ValueTask<HttpAnswer> SendOnceAsync(HttpRequestMessage first, Func<HttpRequestMessage> make, CancellationToken cancellationToken)
    {
        var origin = first.RequestUri ?? throw new InvalidOperationException("The request has no address.");
        var answer = await ExchangeAsync(first, origin, cancellationToken);
        for (var redirects = 0; RedirectOf(answer) is { } location && redirects < _settings.Redirects; redirects++)
        {
            if (!HttpTarget.IsSameOrigin(origin, location))
            {
                throw new StreamException("http-redirect-refused", $"{HttpTarget.Display(origin)} redirects to {HttpTarget.Display(location)}. Redirects to another scheme, host or port are not followed: write that address into the pipeline if you trust it.");
            }

            using var next = make();
            next.RequestUri = location;
            answer = await ExchangeAsync(next, location, cancellationToken);
        }

        return answer;
    }

    private static Uri? RedirectOf(HttpAnswer answer) =>
        (int)answer.Status is 301 or 302 or 303 or 307 or 308 && answer.Header("location") is { } location && Uri.TryCreate(answer.Url, location, out var url) ? url : null;

    private async ValueTask<HttpAnswer> ExchangeAsync(HttpRequestMessage request, Uri url, CancellationToken cancellationToken)
    {
        request.Headers.TryAddWithoutValidation("User-Agent", "FlexCore");
        foreach (var header in _settings.Headers)
        {
            if (!request.Headers.TryAddWithoutValidation(header.Name.Text, header.Value.Text) && request.Content is { } content)
            {
                content.Headers.Remove(header.Name.Text);
                content.Headers.TryAddWithoutValidation(header.Name.Text, header.Value.Text);
            }
        }

        using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        var headers = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, values) in response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated))
        {
            headers[name.ToLowerInvariant()] = string.Join(", ", values);
        }

        var body = await ReadAsync(response.Content, url, cancellationToken);
        return new HttpAnswer(response.StatusCode, url, headers, body);
    }

    private async ValueTask<byte[]> ReadAsync(HttpContent content, Uri url, CancellationToken cancellationToken)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        using var body = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (await stream.ReadAsync(buffer, cancellationToken) is > 0 and var read)
        {
            if (body.Length + read > _settings.MaxBody)
            {
                throw new HttpAnswerTooLargeException(url, _settings.MaxBody);
            }

            body.Write(buffer, 0, read);
        }

        return body.ToArray();
    }
}

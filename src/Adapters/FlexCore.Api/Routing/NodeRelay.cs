using System.Net;
using FlexCore.Api.Problems;
using FlexCore.Api.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace FlexCore.Api.Routing;

/// <summary>Passes a request on to another node, and its answer back, event streams included; and asks other nodes on behalf of a request.</summary>
/// <remarks>Thread-safe. A request is passed on once: the node that gets it answers, whatever it thinks of who should.</remarks>
internal sealed class NodeRelay : IDisposable
{
    /// <summary>Marks a request that another node has passed on, with that node's name.</summary>
    public const string Header = "X-FlexCore-Relayed-By";

    private const int RetrySeconds = 1;
    private const int CopyBytes = 16 * 1024;

    // Headers of one connection, and those that the client writes itself.
    private static readonly HashSet<string> NotPassedOn = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection", "Keep-Alive", "Proxy-Authenticate", "Proxy-Authorization", "Proxy-Connection", "TE", "Trailer", "Transfer-Encoding", "Upgrade", "Host", "Content-Length", "Expect",
    };

    private readonly NodeIdentity _identity;
    private readonly HttpMessageInvoker _client;

    /// <summary>Creates the relay.</summary>
    /// <param name="identity">This node's name.</param>
    public NodeRelay(NodeIdentity identity)
    {
        _identity = identity;
        _client = new HttpMessageInvoker(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            UseCookies = false,
            UseProxy = false,
            ActivityHeadersPropagator = null,
            ConnectTimeout = TimeSpan.FromSeconds(3),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        });
    }

    /// <summary>Whether another node has passed this request on.</summary>
    /// <param name="exchange">The request.</param>
    public static bool IsPassedOn(ApiExchange exchange) => exchange.Http.Request.Headers.ContainsKey(Header);

    /// <summary>The problem of something that is at another node and cannot be had there now.</summary>
    /// <param name="detail">What to do.</param>
    public static ProblemException Elsewhere(string detail) => new(new Problem(ProblemCodes.NotOwner, detail) { RetryAfterSeconds = RetrySeconds });

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    /// <summary>Asks another node for something on behalf of a request, as the one who made it.</summary>
    /// <param name="exchange">The request.</param>
    /// <param name="target">The full URL.</param>
    /// <param name="bytesMax">The longest answer that is read.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The status and the answer.</returns>
    /// <exception cref="HttpRequestException">The node cannot be reached, breaks off, or answers with more.</exception>
    public async Task<(int Status, byte[] Body)> GetAsync(ApiExchange exchange, Uri target, int bytesMax, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, target);
        CopyHeaders(exchange.Http.Request, request, hasBody: false);
        using var answer = await _client.SendAsync(request, cancellationToken);
        using var kept = new MemoryStream();
        await using var body = await answer.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[CopyBytes];
        int read;
        while ((read = await body.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (kept.Length + read > bytesMax)
            {
                throw new HttpRequestException($"{target} answers with more than {bytesMax} bytes.");
            }

            kept.Write(buffer, 0, read);
        }

        return ((int)answer.StatusCode, kept.ToArray());
    }

    /// <summary>Lets another node answer.</summary>
    /// <param name="exchange">The request.</param>
    /// <param name="url">The node's HTTP interface.</param>
    /// <param name="node">Its name.</param>
    /// <exception cref="ProblemException">It cannot be reached, or broke off before it answered.</exception>
    public async Task PassOnAsync(ApiExchange exchange, Uri url, string node)
    {
        var http = exchange.Http;
        using var request = new HttpRequestMessage(new HttpMethod(http.Request.Method), new Uri(url, http.Request.Path.Value + http.Request.QueryString.Value));
        CopyHeaders(http.Request, request, http.Request.ContentLength > 0 || http.Request.Headers.TransferEncoding.Count > 0);
        HttpResponseMessage answer;
        try
        {
            answer = await _client.SendAsync(request, exchange.Aborted);
        }
        catch (HttpRequestException error) when (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method))
        {
            throw Elsewhere($"Node '{node}' at {url} cannot be reached: {error.Message} What it has moves to other nodes when the cluster has declared it dead. Ask again.");
        }
        catch (HttpRequestException error)
        {
            // Also when no connection came about: the client may have sent the request on an older connection before.
            throw new ProblemException(new Problem(
                ProblemCodes.OutcomeUnknown, $"Node '{node}' at {url} broke off before it answered: {error.Message} Whether the request took effect is unknown. Look, or send it again with the same Idempotency-Key.")
            {
                RetryAfterSeconds = RetrySeconds,
            });
        }

        using (answer)
        {
            await CopyAsync(answer, http);
        }
    }

    private void CopyHeaders(HttpRequest from, HttpRequestMessage to, bool hasBody)
    {
        if (hasBody)
        {
            to.Content = new StreamContent(from.Body);
            to.Content.Headers.ContentLength = from.ContentLength;
        }

        foreach (var (name, values) in from.Headers)
        {
            if (!NotPassedOn.Contains(name) && !to.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values))
            {
                to.Content?.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
            }
        }

        to.Headers.TryAddWithoutValidation(Header, _identity.Id);
    }

    private static async Task CopyAsync(HttpResponseMessage from, HttpContext http)
    {
        var response = http.Response;
        response.StatusCode = (int)from.StatusCode;
        foreach (var (name, values) in from.Headers.Concat(from.Content.Headers))
        {
            if (!NotPassedOn.Contains(name))
            {
                response.Headers[name] = new StringValues([.. values]);
            }
        }

        response.ContentLength = from.Content.Headers.ContentLength;
        await using var body = await from.Content.ReadAsStreamAsync(http.RequestAborted);
        var buffer = new byte[CopyBytes];
        int read;
        while ((read = await body.ReadAsync(buffer, http.RequestAborted)) > 0)
        {
            // Each piece at once: the next event of an event stream may be far away.
            await response.Body.WriteAsync(buffer.AsMemory(0, read), http.RequestAborted);
            await response.Body.FlushAsync(http.RequestAborted);
        }
    }
}

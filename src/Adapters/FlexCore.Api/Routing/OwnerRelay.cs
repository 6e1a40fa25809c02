using System.Net;
using FlexCore.Api.Problems;
using FlexCore.Api.Requests;
using FlexCore.Application.Nodes;
using FlexCore.Domain;
using FlexCore.Domain.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace FlexCore.Api.Routing;

/// <summary>Passes a request about a stream on to the node that has it, and its answer back, event streams included.</summary>
/// <remarks>Thread-safe. A request is passed on once: the node that gets it answers, whatever it thinks of the owner.</remarks>
internal sealed class OwnerRelay : IDisposable
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

    private readonly IStreamOwners? _owners;
    private readonly NodeIdentity _identity;
    private readonly HttpMessageInvoker _client;

    /// <summary>Creates the relay.</summary>
    /// <param name="owners">Says who has a stream; empty on a node that is alone.</param>
    /// <param name="identity">This node's name.</param>
    public OwnerRelay(IEnumerable<IStreamOwners> owners, NodeIdentity identity)
    {
        _owners = owners.FirstOrDefault();
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

    /// <summary>A handler that answers here or lets the owner answer.</summary>
    /// <param name="route">The route.</param>
    public ApiHandler Over(ApiRoute route)
    {
        if (route.StreamName is not { } name || _owners is not { } owners)
        {
            return route.Handler;
        }

        return exchange => exchange.Http.Request.Headers.ContainsKey(Header) ? route.Handler(exchange) : RunAsync(exchange, owners, route, name);
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private Task RunAsync(ApiExchange exchange, IStreamOwners owners, ApiRoute route, string name)
    {
        if (TryId(exchange.Security.Tenant, route.KeyPrefix + exchange.Route(name)) is not { } id)
        {
            // The handler says what is wrong with the name.
            return route.Handler(exchange);
        }

        var owner = owners.OwnerOf(id);
        return owner switch
        {
            { IsHere: true } => route.Handler(exchange),
            { Url: { } url } => PassOnAsync(exchange, url, owner.Node ?? "?"),
            { Node: { } node } => throw Elsewhere($"Node '{node}' has '{exchange.Route(name)}', and it tells no HTTP address. Ask it directly."),
            _ => throw Elsewhere($"'{exchange.Route(name)}' moves to another node at this moment. Ask again."),
        };
    }

    private static EntityId? TryId(TenantId tenant, string key)
    {
        try
        {
            return new EntityId(tenant, PipelineDecider.Kind, key);
        }
        catch (InvalidIdentifierException)
        {
            return null;
        }
    }

    private static ProblemException Elsewhere(string detail) => new(new Problem(ProblemCodes.NotOwner, detail) { RetryAfterSeconds = RetrySeconds });

    private async Task PassOnAsync(ApiExchange exchange, Uri url, string node)
    {
        var http = exchange.Http;
        using var request = new HttpRequestMessage(new HttpMethod(http.Request.Method), new Uri(url, http.Request.Path.Value + http.Request.QueryString.Value));
        CopyHeaders(http.Request, request);
        HttpResponseMessage answer;
        try
        {
            answer = await _client.SendAsync(request, exchange.Aborted);
        }
        catch (HttpRequestException error) when (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method))
        {
            throw Elsewhere($"Node '{node}' at {url}, which has the stream, cannot be reached: {error.Message} Its streams move to other nodes when the cluster has declared it dead. Ask again.");
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

    private void CopyHeaders(HttpRequest from, HttpRequestMessage to)
    {
        var hasBody = from.ContentLength > 0 || from.Headers.TransferEncoding.Count > 0;
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

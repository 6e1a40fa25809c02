using FlexCore.Api.Problems;
using Microsoft.AspNetCore.Http;

namespace FlexCore.Api.Routing;

/// <summary>All methods of one path. It answers 405 itself, so that a wrong method is never mistaken for an unknown route.</summary>
/// <remarks>Immutable; called from many threads.</remarks>
internal sealed class RouteGroup
{
    private readonly ApiRoute[] _routes;
    private readonly RequestFrame _frame;
    private readonly string _allow;

    /// <summary>Creates the group.</summary>
    /// <param name="pattern">The path.</param>
    /// <param name="routes">Its routes, one per method.</param>
    /// <param name="frame">What every request goes through.</param>
    public RouteGroup(string pattern, IEnumerable<ApiRoute> routes, RequestFrame frame)
    {
        Pattern = pattern;
        _routes = [.. routes];
        _frame = frame;
        var methods = _routes.Select(route => route.Method).ToList();
        if (_routes.Any(route => route is { Method: "GET", IsEventStream: false }))
        {
            methods.Add("HEAD");
        }

        _allow = string.Join(", ", methods.Append("OPTIONS").Order(StringComparer.Ordinal));
    }

    /// <summary>The path.</summary>
    public string Pattern { get; }

    /// <summary>Answers a request to this path.</summary>
    /// <param name="http">The request.</param>
    public Task InvokeAsync(HttpContext http)
    {
        var method = http.Request.Method;
        foreach (var route in _routes)
        {
            if (HttpMethods.Equals(route.Method, method))
            {
                return _frame.RunAsync(http, route.Style, route.Handler);
            }
        }

        foreach (var route in _routes)
        {
            if (HttpMethods.IsHead(method) && HttpMethods.IsGet(route.Method) && !route.IsEventStream)
            {
                return _frame.RunAsync(http, route.Style, route.Handler);
            }
        }

        return HttpMethods.IsOptions(method) ? AnswerOptions(http.Response) : RefuseAsync(http, method);
    }

    private Task AnswerOptions(HttpResponse response)
    {
        response.StatusCode = StatusCodes.Status204NoContent;
        response.Headers.Allow = _allow;
        return Task.CompletedTask;
    }

    private Task RefuseAsync(HttpContext http, string method) => _frame.RunAsync(http, _routes[0].Style, exchange => throw new ProblemException(
        new Problem(ProblemCodes.MethodNotAllowed, exchange.Http.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal)
            ? $"The method {Shown.Of(method)} is not allowed here. Use {_allow}."
            : "Method not allowed") { Allow = _allow }));
}

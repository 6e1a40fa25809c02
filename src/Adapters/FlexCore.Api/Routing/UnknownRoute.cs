using FlexCore.Api.Problems;
using FlexCore.Api.Requests;
using Microsoft.AspNetCore.Http;

namespace FlexCore.Api.Routing;

/// <summary>Answers paths that nobody serves: as a problem, or outside <c>/api</c> as text for clients that do not ask for JSON.</summary>
internal static class UnknownRoute
{
    /// <summary>Answers 404.</summary>
    /// <param name="http">The request.</param>
    /// <param name="frame">What every request goes through.</param>
    public static Task InvokeAsync(HttpContext http, RequestFrame frame)
    {
        var classic = !http.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal);
        return frame.RunAsync(http, classic ? AnswerStyle.Text : AnswerStyle.Problem, exchange => throw new ProblemException(
            ProblemCodes.RouteNotFound,
            classic ? "404 page not found" : $"Nothing is served at '{Shown.Of(exchange.Http.Request.Path)}'. See /api/v1/openapi.json for the routes."));
    }
}

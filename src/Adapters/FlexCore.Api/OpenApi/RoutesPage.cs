using System.Globalization;
using System.Text;
using FlexCore.Api.Problems;
using FlexCore.Api.Routing;

namespace FlexCore.Api.OpenApi;

/// <summary>Writes ROUTES.md from the route table and the problem table.</summary>
internal static class RoutesPage
{
    /// <summary>The page.</summary>
    /// <param name="table">The routes.</param>
    public static string Write(RouteTable table)
    {
        var page = new StringBuilder();
        page.Append(
            """
            # Routes

            What a node serves over HTTP. This page is generated from the route table; a test fails when it is not. The same table makes `/api/v1/openapi.json` and
            the page `/api/v1/docs`. Bounds and time-outs are under `flexcore.api` in [reference.conf](../../../hocon/reference.conf).


            """);
        foreach (var area in table.Routes.GroupBy(route => route.Area, StringComparer.Ordinal))
        {
            page.Append(CultureInfo.InvariantCulture, $"## {area.Key}\n\n| route | what | success | problems of its own |\n|---|---|--:|---|\n");
            foreach (var route in area)
            {
                page.Append(CultureInfo.InvariantCulture, $"| {route.Method} `{route.Pattern}` | {route.Summary} | {route.Status} | {string.Join(", ", route.Problems.Select(code => $"`{code}`"))} |\n");
            }

            page.Append('\n');
        }

        page.Append(
            """
            ## Problems

            Errors of `/api/v1` are RFC 9457 problems: `application/problem+json` with `type`, `title`, `status`, `detail`, `code` and `correlationId`, and where it is
            known `field`, `record`, `line`, `column`, `retryAfter` and `diagnostics`. Errors of the other routes are the `detail` as one line of text. A refusal with a
            code that is not here, of a user's own aggregate, is answered with 409. What cannot be read as HTTP at all is answered by the server with 400, 408, 414 or
            431 and an empty body.

            | code | status | meaning |
            |---|--:|---|

            """);
        foreach (var row in ProblemTable.Rows)
        {
            page.Append(CultureInfo.InvariantCulture, $"| `{row.Code}` | {row.Status} | {row.Title} |\n");
        }

        return page.ToString();
    }
}

using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using FlexCore.Api.Problems;
using FlexCore.Api.Routing;

namespace FlexCore.Api.OpenApi;

/// <summary>Writes the page of the API for people: one HTML file without scripts and without anything from elsewhere.</summary>
internal static class DocsPage
{
    private const string Head =
        """
        <!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>FlexCore API</title><style>
        body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem;color:#1a1a1a;background:#fff}
        code,pre{font:13px/1.5 ui-monospace,monospace;background:#f3f4f6;border-radius:3px;padding:.1em .3em}pre{padding:.6em;overflow:auto}
        details{border:1px solid #ddd;border-radius:6px;margin:.4rem 0;padding:.4rem .8rem}summary{cursor:pointer}
        table{border-collapse:collapse;width:100%}td,th{border-bottom:1px solid #ddd;text-align:left;padding:.25em .5em;vertical-align:top}
        b{display:inline-block;min-width:4.5em}nav a{margin-right:1em}
        @media(prefers-color-scheme:dark){body{color:#ddd;background:#16181c}code,pre{background:#262a31}details,td,th{border-color:#3a3f47}a{color:#8ab4f8}}
        </style></head><body><h1>FlexCore API</h1>
        """;

    /// <summary>The page.</summary>
    /// <param name="table">The routes.</param>
    /// <param name="version">The program's version.</param>
    public static string Write(RouteTable table, string version)
    {
        var page = new StringBuilder(Head);
        page.Append(CultureInfo.InvariantCulture, $"<p>Version {Text(version)}. The same as <a href=\"/api/v1/openapi.json\">OpenAPI document</a>.</p><nav>");
        var areas = table.Routes.GroupBy(route => route.Area, StringComparer.Ordinal).ToList();
        foreach (var area in areas)
        {
            page.Append(CultureInfo.InvariantCulture, $"<a href=\"#{Text(area.Key)}\">{Text(area.Key)}</a>");
        }

        page.Append("<a href=\"#problems\">problems</a></nav>");
        foreach (var area in areas)
        {
            page.Append(CultureInfo.InvariantCulture, $"<h2 id=\"{Text(area.Key)}\">{Text(area.Key)}</h2>");
            foreach (var route in area)
            {
                WriteRoute(page, route);
            }
        }

        page.Append("<h2 id=\"problems\">Problems</h2><table><tr><th>code<th>status<th>meaning");
        foreach (var row in ProblemTable.Rows)
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr><td><code>{row.Code}</code><td>{row.Status}<td>{Text(row.Title)}");
        }

        return page.Append("</table></body></html>\n").ToString();
    }

    private static void WriteRoute(StringBuilder page, ApiRoute route)
    {
        page.Append(CultureInfo.InvariantCulture, $"<details id=\"{RouteNames.OperationOf(route)}\"><summary><b>{route.Method}</b> <code>{Text(route.Pattern)}</code> {Text(route.Summary)}</summary><table>");
        foreach (var name in RouteNames.PathParametersOf(route))
        {
            Row(page, $"path {name}", RouteNames.DescribePath(name));
        }

        foreach (var parameter in route.Parameters)
        {
            Row(page, $"{parameter.In} {parameter.Name}", parameter.Description);
        }

        if (route.Request is { } request)
        {
            Row(page, "body", $"{request.Description} ({string.Join(", ", request.ContentTypes)})");
            foreach (var field in request.Shape?.Fields ?? [])
            {
                Row(page, $"field {field.Name}", field.Description);
            }
        }

        Row(page, $"answer {route.Status}", route.Response is { } response ? $"{response.Description} ({string.Join(", ", response.ContentTypes)})" : "Done.");
        foreach (var status in RouteNames.ProblemsOf(route))
        {
            Row(page, $"problem {status.Key}", string.Join(", ", status.Select(entry => entry.Code)));
        }

        page.Append("</table></details>");
    }

    private static void Row(StringBuilder page, string name, string text) => page.Append(CultureInfo.InvariantCulture, $"<tr><td>{Text(name)}<td>{Text(text)}");

    private static string Text(string text) => HtmlEncoder.Default.Encode(text);
}

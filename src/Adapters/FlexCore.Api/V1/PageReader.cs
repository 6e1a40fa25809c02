using System.Globalization;
using FlexCore.Api.Limits;
using FlexCore.Api.Problems;
using FlexCore.Api.Requests;
using FlexCore.Api.Routing;
using FlexCore.Application.Journal;
using FlexCore.Application.Nodes;

namespace FlexCore.Api.V1;

/// <summary>Reads query parameters. Unknown ones are refused: a misspelt filter must not answer with everything.</summary>
/// <param name="options">The bounds.</param>
internal sealed class PageReader(ApiOptions options)
{
    private const int LimitDefault = 100;

    /// <summary>The parameters of lists.</summary>
    /// <param name="statuses">The statuses that entries of the list may have.</param>
    public static IReadOnlyList<RouteParameter> Parameters(IReadOnlyList<string> statuses) =>
    [
        RouteParameter.Query("status", $"Only those in this status: {string.Join(", ", statuses)}."),
        RouteParameter.Query("filter", "Only those whose key, name or description contains this text, upper and lower case alike."),
        .. PartParameters,
    ];

    /// <summary>The parameters of lists without a filter.</summary>
    public static IReadOnlyList<RouteParameter> PartParameters =>
    [
        RouteParameter.Query("limit", "The most entries to answer, 1 to flexcore.api.page-size-max. The default is 100.", "integer"),
        RouteParameter.Query("offset", "How many entries to leave out from the front. The default is 0.", "integer"),
    ];

    /// <summary>The parameter of lists that are paged by key, too.</summary>
    public static readonly RouteParameter After = RouteParameter.Query(
        "after", "Only entries behind this key: next, as the page before says. The way through a long list, because nothing before it is looked at. total is told without it only.");

    /// <summary>Refuses parameters that a route does not have.</summary>
    /// <param name="exchange">The request.</param>
    /// <param name="known">The parameters of the route.</param>
    /// <exception cref="ProblemException">There is another, or one comes twice.</exception>
    public static void RequireKnown(ApiExchange exchange, IReadOnlyList<RouteParameter> known)
    {
        foreach (var (name, values) in exchange.Http.Request.Query)
        {
            if (!known.Any(parameter => parameter.In == "query" && parameter.Name == name))
            {
                var names = string.Join(", ", known.Where(parameter => parameter.In == "query").Select(parameter => parameter.Name));
                throw Bad(name, $"The query parameter '{Shown.Of(name)}' is unknown. Use {(names.Length == 0 ? "none" : names)}.");
            }

            if (values.Count > 1)
            {
                throw Bad(name, $"The query parameter '{name}' comes {values.Count} times. Send it once.");
            }
        }
    }

    /// <summary>A whole number of the query.</summary>
    /// <param name="exchange">The request.</param>
    /// <param name="name">The parameter.</param>
    /// <param name="default">Its value when absent.</param>
    /// <param name="min">Its smallest value.</param>
    /// <param name="max">Its largest value.</param>
    /// <exception cref="ProblemException">It is no number in this range.</exception>
    public static long Number(ApiExchange exchange, string name, long @default, long min, long max)
    {
        var text = exchange.Http.Request.Query[name].ToString();
        if (text.Length == 0)
        {
            return @default;
        }

        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max
            ? value
            : throw Bad(name, $"The query parameter '{name}' is '{Shown.Of(text)}'. Send a whole number from {min} to {max}.");
    }

    /// <summary>One of several words of the query; the first one when absent.</summary>
    /// <param name="exchange">The request.</param>
    /// <param name="name">The parameter.</param>
    /// <param name="words">The words it may be.</param>
    /// <exception cref="ProblemException">It is another word.</exception>
    public static string Choice(ApiExchange exchange, string name, params ReadOnlySpan<string> words)
    {
        var text = exchange.Http.Request.Query[name].ToString();
        if (text.Length == 0)
        {
            return words[0];
        }

        return words.Contains(text) ? text : throw Bad(name, $"The query parameter '{name}' is '{Shown.Of(text)}'. Send {string.Join(" or ", words)}.");
    }

    /// <summary>Which part of a list is wanted.</summary>
    /// <param name="exchange">The request.</param>
    /// <param name="known">The parameters of the route.</param>
    /// <param name="statuses">The statuses that entries of the list may have; none for lists without one.</param>
    /// <exception cref="ProblemException">A parameter is wrong or unknown.</exception>
    public PageQuery Read(ApiExchange exchange, IReadOnlyList<RouteParameter> known, params string[] statuses)
    {
        RequireKnown(exchange, known);
        var query = exchange.Http.Request.Query;
        return new PageQuery
        {
            Status = query["status"].ToString() is { Length: > 0 } ? Choice(exchange, "status", statuses) : null,
            Text = query["filter"].ToString() is { Length: > 0 } filter ? filter : null,
            After = query["after"].ToString() is { Length: > 0 } after ? Key(after) : null,
            Limit = (int)Number(exchange, "limit", Math.Min(LimitDefault, options.PageSizeMax), 1, options.PageSizeMax),
            Offset = (int)Number(exchange, "offset", 0, 0, int.MaxValue),
        };
    }

    private static string Key(string after) =>
        EntityRange.IsKey(after) ? after : throw Bad("after", $"The query parameter 'after' is '{Shown.Of(after)}', which is no key. Send next as an answer gave it, or none.");

    private static ProblemException Bad(string name, string detail) => new(new Problem(ProblemCodes.BadQuery, detail) { Field = Shown.Of(name) });
}

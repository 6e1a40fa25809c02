using System.Globalization;
using FlexCore.Api.Problems;
using FlexCore.Api.Requests;
using FlexCore.Api.Routing;
using FlexCore.Api.V1;
using FlexCore.Application.Projections;

namespace FlexCore.Api.Projections;

/// <summary>Reads from the query what must be in what is read, and from which generation.</summary>
internal static class ReadingQuery
{
    private const long WaitMaxMilliseconds = 30_000;

    /// <summary>The generation.</summary>
    public static readonly RouteParameter Generation = RouteParameter.Query("generation", "The number of the generation to read. The default is the live one.", "integer");

    /// <summary>The token.</summary>
    public static readonly RouteParameter Token = RouteParameter.Query("token", "The consistency token that a command or append returned: what it wrote must be in the answer.");

    /// <summary>The patience.</summary>
    public static readonly RouteParameter Wait = RouteParameter.Query("wait", "How many milliseconds to wait for that, 0 to 30,000. The default is 0.", "integer");

    /// <summary>The consent to older answers.</summary>
    public static readonly RouteParameter Stale = RouteParameter.Query("stale", "true to get what there is, marked with isFresh false, instead of a refusal. The default is false.");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<RouteParameter> All => [Token, Wait, Stale, Generation];

    /// <summary>Reads them.</summary>
    /// <param name="exchange">The request.</param>
    /// <exception cref="ProblemException">One is wrong.</exception>
    public static ReadModelRequest Read(ApiExchange exchange) => new()
    {
        Generation = PageReader.Number(exchange, "generation", 0, 1, long.MaxValue) is var generation and > 0 ? generation : null,
        Token = exchange.Http.Request.Query["token"].ToString() is { Length: > 0 } token ? TokenOf(token) : null,
        Patience = TimeSpan.FromMilliseconds(PageReader.Number(exchange, "wait", 0, 0, WaitMaxMilliseconds)),
        StaleWillDo = PageReader.Choice(exchange, "stale", "false", "true") == "true",
    };

    /// <summary>An instant of the query.</summary>
    /// <param name="exchange">The request.</param>
    /// <param name="name">The parameter.</param>
    /// <exception cref="ProblemException">It is no instant.</exception>
    public static DateTimeOffset? Instant(ApiExchange exchange, string name)
    {
        var text = exchange.Http.Request.Query[name].ToString();
        return text.Length == 0 ? null
            : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant) ? instant
            : throw new ProblemException(new Problem(ProblemCodes.BadQuery, $"The query parameter '{name}' is '{Shown.Of(text)}'. Send an instant like 2026-03-04T05:06:07Z.") { Field = name });
    }

    private static ConsistencyToken TokenOf(string text)
    {
        try
        {
            return ConsistencyToken.Parse(text);
        }
        catch (FormatException)
        {
            throw new ProblemException(new Problem(
                ProblemCodes.BadQuery, $"The query parameter 'token' is '{Shown.Of(text)}'. Send the consistency token that a command or append returned, in the form shard:offset,shard:offset.")
            {
                Field = "token",
            });
        }
    }
}

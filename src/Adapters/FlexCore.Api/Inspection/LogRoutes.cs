using System.Globalization;
using FlexCore.Api.Cluster;
using FlexCore.Api.Problems;
using FlexCore.Api.Requests;
using FlexCore.Api.Routing;
using FlexCore.Api.Sse;
using FlexCore.Api.V1;
using FlexCore.Application.Inspection;
using FlexCore.Domain;

namespace FlexCore.Api.Inspection;

/// <summary>The log of a node, and what it logs. Any node passes a question about another one on.</summary>
/// <remarks>The tenant <c>default</c>, which is the operator's as long as there are no roles, sees every event; another one those of its own requests.</remarks>
/// <param name="books">The log; empty in a host with a logging of its own.</param>
/// <param name="survey">Passes requests on to other nodes.</param>
/// <param name="connections">Serves event streams.</param>
/// <param name="facts">This node's name.</param>
internal sealed class LogRoutes(IEnumerable<ILogBook> books, NodeSurvey survey, SseConnections connections, ClusterFacts facts) : IRouteSet
{
    private const string LevelRoute = "/api/v1/logs/level";
    private const string NotKept = "log-not-kept";
    private const int NewestDefault = 20;
    private const int NewestMax = 100_000;
    private const int SecondsMax = 7 * 24 * 3600;

    private static readonly RouteParameter OnNode = RouteParameter.Query("node", "The node, by name. The default is the node that answers.");
    private static readonly RouteParameter LevelMin = RouteParameter.Query("level", $"Only events at least this important: {string.Join(", ", LogLevels.Names)}. The default is trace: all that the node logs.");
    private static readonly RouteParameter Beginning = RouteParameter.Query("category", "Only events of categories that begin like this, for example FlexCore.Cluster.");
    private static readonly RouteParameter Newest = RouteParameter.Query("last", $"How many of the events that the node still has to begin with. The default is {NewestDefault}.", "integer");
    private static readonly RouteParameter Category = RouteParameter.Query("category", "The beginning of the categories' names, 1 to 200 of A-Z a-z 0-9 . _ -, for example FlexCore.Cluster.");
    private static readonly RouteParameter Level = RouteParameter.Query("level", $"The least important level to log: {string.Join(", ", LogLevels.Names)}.");
    private static readonly RouteParameter Seconds = RouteParameter.Query("seconds", $"After how many seconds the rule ends by itself, 1 to {SecondsMax}. The default is never.", "integer");

    private static readonly RouteBody Levels = RouteBody.Json("What the node logs.", InspectionJson.Default.LogLevels);

    /// <inheritdoc/>
    public IEnumerable<ApiRoute> Routes =>
    [
        new("GET", "/api/v1/logs/tail", AnswerStyle.Problem, "The newest events of a node's log, then each further one, as server-sent events.", TailAsync)
        {
            IsEventStream = true,
            Parameters = [OnNode, LevelMin, Beginning, Newest, RouteParameter.Header(TopicSeek.LastEventId, "The id of the last event seen: the stream goes on behind it, as far as the node still has the events.")],
            Response = new RouteBody("Log events.", "text/event-stream"),
            Problems = [NotKept, ProblemCodes.UnknownNode, ProblemCodes.NotOwner, ProblemCodes.TooManySubscribers],
        },
        new("GET", LevelRoute, AnswerStyle.Problem, "What a node logs.", GetAsync) { Parameters = [OnNode], Response = Levels, Problems = [NotKept, ProblemCodes.UnknownNode, ProblemCodes.NotOwner] },
        new("PUT", LevelRoute, AnswerStyle.Problem, "Changes what a node logs of some categories, for a time or until its process ends.", SetAsync)
        {
            Parameters = [OnNode, Category, Level, Seconds], Response = Levels, Problems = [NotKept, "too-many-rules", "wrong-tenant", ProblemCodes.UnknownNode, ProblemCodes.NotOwner, ProblemCodes.OutcomeUnknown],
        },
        new("DELETE", LevelRoute, AnswerStyle.Problem, "Lets a node log of some categories what its settings say.", RemoveAsync)
        {
            Parameters = [OnNode, Category], Response = Levels, Problems = [NotKept, "rule-not-found", "wrong-tenant", ProblemCodes.UnknownNode, ProblemCodes.NotOwner, ProblemCodes.OutcomeUnknown],
        },
    ];

    private ILogBook Book => books.FirstOrDefault() ?? throw new ProblemException(NotKept, "This host has a logging of its own, and FlexCore keeps none of its events. Look there.");

    private async Task TailAsync(ApiExchange exchange)
    {
        PageReader.RequireKnown(exchange, [OnNode, LevelMin, Beginning, Newest]);
        var newest = (int)PageReader.Number(exchange, "last", NewestDefault, 0, NewestMax);
        var query = new LogQuery
        {
            LevelMin = LevelOf(PageReader.Choice(exchange, "level", LogLevels.Names)),
            Category = exchange.Http.Request.Query["category"].ToString() is { Length: > 0 } category ? Checked(category) : null,
            Tenant = IsOperator(exchange) ? null : exchange.Security.Tenant.Value,
        };
        if (survey.PassOn(exchange) is { } passing)
        {
            await passing;
            return;
        }

        var book = Book;
        var after = SeenOf(exchange, book);
        await connections.ServeAsync(exchange, stop => book.TailAsync(query, newest, after, stop), new LogFeed(facts.Self, book.Life));
    }

    private async Task GetAsync(ApiExchange exchange)
    {
        PageReader.RequireKnown(exchange, [OnNode]);
        await (survey.PassOn(exchange) ?? AnswerAsync(exchange));
    }

    private async Task SetAsync(ApiExchange exchange)
    {
        PageReader.RequireKnown(exchange, [OnNode, Category, Level, Seconds]);
        var category = Required(exchange, "category");
        Checked(category);
        Required(exchange, "level");
        var level = LevelOf(PageReader.Choice(exchange, "level", LogLevels.Names));
        var seconds = PageReader.Number(exchange, "seconds", 0, 1, SecondsMax);
        RequireOperator(exchange);
        if (survey.PassOn(exchange) is { } passing)
        {
            await passing;
            return;
        }

        if (!Book.TrySet(category, level, seconds == 0 ? null : TimeSpan.FromSeconds(seconds)))
        {
            throw new ProblemException("too-many-rules", $"There are {ILogBook.RulesMax} rules already. End one of them first.");
        }

        await AnswerAsync(exchange);
    }

    private async Task RemoveAsync(ApiExchange exchange)
    {
        PageReader.RequireKnown(exchange, [OnNode, Category]);
        var category = Required(exchange, "category");
        RequireOperator(exchange);
        if (survey.PassOn(exchange) is { } passing)
        {
            await passing;
            return;
        }

        if (!Book.Remove(category))
        {
            throw new ProblemException("rule-not-found", $"There is no rule for '{Shown.Of(category)}'. There are: {string.Join(", ", Book.Rules.Select(static rule => rule.Category).DefaultIfEmpty("none"))}.");
        }

        await AnswerAsync(exchange);
    }

    private Task AnswerAsync(ApiExchange exchange) => JsonAnswer.WriteAsync(exchange, LogLevels.Of(facts.Self, Book), InspectionJson.Default.LogLevels);

    // An id of an earlier life of the process says nothing about this one: everything that is kept is new to its reader.
    private static long? SeenOf(ApiExchange exchange, ILogBook book)
    {
        var text = exchange.Http.Request.Headers[TopicSeek.LastEventId].ToString();
        if (text.Length == 0)
        {
            return null;
        }

        return text.Split('-') is [var life, var number] && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var seen)
            ? life == book.Life ? seen : 0
            : throw new ProblemException(new Problem(ProblemCodes.BadCursor, $"The Last-Event-ID '{Shown.Of(text)}' is not the id of a log event. Send the id of the last event you have seen, or leave the header out.") { Field = TopicSeek.LastEventId });
    }

    private static bool IsOperator(ApiExchange exchange) => exchange.Security.Tenant == TenantId.Default;

    private static void RequireOperator(ApiExchange exchange)
    {
        if (!IsOperator(exchange))
        {
            throw new ProblemException("wrong-tenant", $"What a node logs concerns every tenant, so only the tenant '{TenantId.Default.Value}' changes it.");
        }
    }

    private static LogEventLevel LevelOf(string name) => (LogEventLevel)Array.IndexOf(LogLevels.Names, name);

    private static string Required(ApiExchange exchange, string name) => exchange.Http.Request.Query[name].ToString() is { Length: > 0 } text
        ? text
        : throw new ProblemException(new Problem(ProblemCodes.BadQuery, $"The query parameter '{name}' is missing.") { Field = name });

    private static string Checked(string category) => category.Length <= 200 && category.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-')
        ? category
        : throw new ProblemException(new Problem(ProblemCodes.BadQuery, $"The category '{Shown.Of(category)}' is not 1 to 200 of A-Z a-z 0-9 . _ -.") { Field = "category" });
}

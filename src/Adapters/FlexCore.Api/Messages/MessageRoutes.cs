using System.Text;
using FlexCore.Api.Bodies;
using FlexCore.Api.Limits;
using FlexCore.Api.Problems;
using FlexCore.Api.Requests;
using FlexCore.Api.Routing;
using FlexCore.Api.V1;
using FlexCore.Application.Messaging;
using FlexCore.Application.Projections;
using FlexCore.Domain;

namespace FlexCore.Api.Messages;

/// <summary>The routes of commands and queries: a thin layer over both buses.</summary>
/// <param name="commands">Takes commands.</param>
/// <param name="queries">Takes queries.</param>
/// <param name="bodies">Reads bodies.</param>
/// <param name="options">The largest body.</param>
internal sealed class MessageRoutes(ICommandBus commands, IQueryBus queries, JsonBody bodies, ApiOptions options) : IRouteSet
{
    /// <summary>The header with the place of a command's writes, in its answer and in queries.</summary>
    public const string TokenHeader = "X-FlexCore-Token";

    private const string Commands = "/api/v1/commands";
    private const string Queries = "/api/v1/queries";
    private const int WaitDefault = 5;
    private const int WaitMax = 600;

    private static readonly IReadOnlyList<RouteParameter> QueryParameters =
    [
        RouteParameter.Header(TokenHeader, "What a command answered: the query waits until what it reads has seen that command's writes."),
        RouteParameter.Query("wait", "How many seconds to wait with a token, 0 to 600 and no longer than flexcore.messaging.wait-max. The default is 5.", "integer"),
    ];

    /// <inheritdoc/>
    public IEnumerable<ApiRoute> Routes =>
    [
        new("GET", Commands, AnswerStyle.Problem, "Lists the commands that have a handler, by name.", exchange => ListAsync(exchange, commands.Commands))
        {
            Response = RouteBody.Json("The commands with their fields.", MessagesJson.Default.MessageList),
        },
        new("POST", Commands + "/{name}", AnswerStyle.Problem, "Sends a command. Answers after everything it changed is durable.", SendAsync)
        {
            Request = RouteBody.Json("The command's fields as an object; the list of commands says which. May be left out when there are none."),
            Response = RouteBody.Json("What came of it.", MessagesJson.Default.CommandReceipt),
            Parameters = [RouteParameter.Header("Idempotency-Key", "The same key again has no second effect and gets the same answer, also after a crash. At most 100 printable ASCII characters.")],
            Problems = ["unknown-command", "not-permitted", "bad-field", "unknown-field", "idempotency-key-reused", "command-incomplete", "overloaded"],
        },
        new("GET", Queries, AnswerStyle.Problem, "Lists the queries that have a handler, by name.", exchange => ListAsync(exchange, queries.Queries))
        {
            Response = RouteBody.Json("The queries with their fields.", MessagesJson.Default.MessageList),
        },
        new("POST", Queries + "/{name}", AnswerStyle.Problem, "Asks a query. With a command's token it sees that command's writes.", AskAsync)
        {
            Request = RouteBody.Json("The query's fields as an object; the list of queries says which. May be left out when there are none."),
            Response = RouteBody.Json("The answer.", MessagesJson.Default.QueryAnswer),
            Parameters = QueryParameters,
            Problems = ["unknown-query", "not-permitted", "bad-field", "unknown-field", "not-yet", "projection-not-found", "overloaded"],
        },
    ];

    /// <summary>Answers a refusal of a bus.</summary>
    /// <param name="exchange">The request.</param>
    /// <param name="refusal">Why.</param>
    /// <param name="field">The field that is wrong.</param>
    /// <param name="findings">The mistakes of a document.</param>
    public static Task RefuseAsync(ApiExchange exchange, Refusal? refusal, string? field, IReadOnlyList<Application.Pipelines.Documents.DocumentFinding> findings) =>
        exchange.RefuseAsync(JsonAnswer.Refused(refusal, findings) with { Field = string.IsNullOrEmpty(field) ? null : field });

    private static Task ListAsync(ApiExchange exchange, IReadOnlyList<MessageDescription> messages)
    {
        PageReader.RequireKnown(exchange, []);
        return JsonAnswer.WriteAsync(exchange, new MessageList([.. messages.Select(MessageInfo.Of)]), MessagesJson.Default.MessageList);
    }

    private async Task SendAsync(ApiExchange exchange)
    {
        PageReader.RequireKnown(exchange, []);
        var body = await ReadAsync(exchange);
        var answer = await commands.SendAsync(exchange.NewCall(), exchange.Route("name"), body, exchange.Aborted);
        if (answer.Refusal is not null)
        {
            await RefuseAsync(exchange, answer.Refusal, answer.Field, answer.Findings);
            return;
        }

        exchange.Http.Response.Headers[TokenHeader] = answer.Token.ToString();
        await JsonAnswer.WriteAsync(exchange, CommandReceipt.Of(answer), MessagesJson.Default.CommandReceipt);
    }

    private async Task AskAsync(ApiExchange exchange)
    {
        PageReader.RequireKnown(exchange, QueryParameters);
        var reading = new QueryReading(TokenOf(exchange)) { Patience = TimeSpan.FromSeconds(PageReader.Number(exchange, "wait", WaitDefault, 0, WaitMax)) };
        var body = await ReadAsync(exchange);
        var reply = await queries.AskAsync(exchange.NewCall(), exchange.Route("name"), body, reading, exchange.Aborted);
        await (reply.Value is { } result
            ? JsonAnswer.WriteAsync(exchange, new QueryAnswer(Encoding.UTF8.GetString(result.Utf8.Span)), MessagesJson.Default.QueryAnswer)
            : RefuseAsync(exchange, reply.Refusal, reply.Field, reply.Findings));
    }

    private static ConsistencyToken TokenOf(ApiExchange exchange)
    {
        try
        {
            return ConsistencyToken.Parse(exchange.Http.Request.Headers[TokenHeader].ToString());
        }
        catch (FormatException wrong)
        {
            throw new ProblemException(new Problem(ProblemCodes.BadField, Shown.Line(wrong.Message)) { Field = TokenHeader });
        }
    }

    private async Task<ReadOnlyMemory<byte>> ReadAsync(ApiExchange exchange) =>
        JsonBody.HasBody(exchange.Http.Request) ? await bodies.ReadJsonAsync(exchange, options.BodyBytesMax) : default;
}

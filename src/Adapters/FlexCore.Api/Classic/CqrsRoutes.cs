using System.Text;
using FlexCore.Api.Bodies;
using FlexCore.Api.Messages;
using FlexCore.Api.Problems;
using FlexCore.Api.Requests;
using FlexCore.Api.Routing;
using FlexCore.Application.EventStreams;
using FlexCore.Application.Messaging;
using FlexCore.Application.Nodes;
using FlexCore.Domain;

namespace FlexCore.Api.Classic;

/// <summary>Commands and queries under their classic paths and in their classic shapes, over the buses of the node.</summary>
/// <remarks>What is refused is answered with <c>success: false</c> and the reason: the classic gateway said true to everything.</remarks>
/// <param name="commands">Takes commands.</param>
/// <param name="queries">Takes queries.</param>
/// <param name="events">Has the events that a command led to.</param>
/// <param name="bodies">Reads bodies.</param>
/// <param name="clock">Measures.</param>
internal sealed class CqrsRoutes(ICommandBus commands, IQueryBus queries, IEventStore events, JsonBody bodies, TimeProvider clock) : IRouteSet
{
    private static readonly BodyShape QueryShape = new(
    [
        new BodyField("query_id", BodyFieldKind.Text, "Comes back in the answer."),
        new BodyField("query_type", BodyFieldKind.Text, "Send GetPipeline, ListPipelines, GetPlugin, GetWorkflowHistory, GetPerformanceMetrics or the name of any query of the node.") { Required = true },
        new BodyField("parameters", BodyFieldKind.Object, "The query's content."),
        new BodyField("pagination", BodyFieldKind.Object, "limit and offset of a list."),
    ]);

    /// <inheritdoc/>
    public IEnumerable<ApiRoute> Routes =>
    [
        new("POST", "/cqrs/commands", AnswerStyle.Text, "Sends a command. Its command_id is its idempotency key.", CommandAsync)
        {
            Request = RouteBody.Of("The command.", ClassicCommand.Shape),
            Response = RouteBody.Json("command_id, success, events (event_type, aggregate_id, aggregate_type, data, version), aggregate_id, version (of events: how many), processing_ms, message."),
            Problems = ["malformed-json", "unknown-field", "bad-field", "not-permitted", "overloaded"],
        },
        new("POST", "/cqrs/queries", AnswerStyle.Text, "Asks a query.", QueryAsync)
        {
            Request = RouteBody.Of("The query.", QueryShape),
            Response = RouteBody.Json("query_id, success, data, count, processing_ms, message."),
            Problems = ["malformed-json", "unknown-field", "bad-field", "not-permitted", "overloaded"],
        },
    ];

    private async Task CommandAsync(ApiExchange exchange)
    {
        var started = clock.GetTimestamp();
        var command = ClassicCommand.Of(await ReadAsync(exchange, ClassicCommand.Shape, "command"));
        var (name, body) = ClassicMessages.OfCommand(command);
        if (name is null)
        {
            await AnswerAsync(exchange, command, [], Encoding.UTF8.GetString(body), started);
            return;
        }

        var call = new NodeCall(exchange.Security, exchange.CorrelationId) { IdempotencyKey = KeyOf(command.Id) };
        var answer = await commands.SendAsync(call, name, body, exchange.Aborted);
        if (answer.Refusal is { } refusal)
        {
            await (IsForTheClient(refusal) ? AnswerAsync(exchange, command, await EventsAsync(exchange, answer), refusal.Message, started) : MessageRoutes.RefuseAsync(exchange, refusal, answer.Field, answer.Findings));
            return;
        }

        exchange.Http.Response.Headers[MessageRoutes.TokenHeader] = answer.Token.ToString();
        await AnswerAsync(exchange, command, await EventsAsync(exchange, answer), null, started);
    }

    private async Task QueryAsync(ApiExchange exchange)
    {
        var started = clock.GetTimestamp();
        var values = await ReadAsync(exchange, QueryShape, "query");
        var type = values.Text("query_type") ?? "";
        var (name, body) = ClassicMessages.OfQuery(type, values.Find("parameters"), values.Find("pagination"));
        var reply = name is null ? new Refusal("not-built", Encoding.UTF8.GetString(body))
            : name == ClassicMessages.ReadModelQuery && queries.Queries.All(query => query.Name != name) ? new Refusal("not-built", $"This node keeps no read models, so {type} has no answer. Use a version with projections.")
            : await queries.AskAsync(new NodeCall(exchange.Security, exchange.CorrelationId), name, body, reading: null, exchange.Aborted);
        if (reply.Refusal is { } refusal && !IsForTheClient(refusal))
        {
            await MessageRoutes.RefuseAsync(exchange, refusal, reply.Field, reply.Findings);
            return;
        }

        await ClassicJson.WriteAsync(exchange, json =>
        {
            json.WriteString("query_id", values.Text("query_id") ?? "");
            json.WriteBoolean("success", reply.Value is not null);
            json.WritePropertyName("data");
            json.WriteNumber("count", ClassicData.Write(json, name, reply.Value));
            json.WriteNumber("processing_ms", (long)clock.GetElapsedTime(started).TotalMilliseconds);
            json.WriteString("message", reply.Refusal?.Message ?? $"Query {type} executed successfully with read model integration");
        });
    }

    private async Task<BodyValues> ReadAsync(ApiExchange exchange, BodyShape shape, string what)
    {
        try
        {
            return shape.Check(bodies.Parse(await bodies.ReadTextAsync(exchange)));
        }
        catch (ProblemException wrong) when (ProblemTable.Find(wrong.Problem.Code).Status == 400)
        {
            throw new ProblemException(wrong.Problem with { Detail = $"Invalid {what} format: {wrong.Problem.Detail}" });
        }
    }

    // What the client can only wait for, or must be allowed first, has its own status: who reads success: false does not try again.
    private static bool IsForTheClient(Refusal refusal) => ProblemTable.Find(refusal.Code).Status is not (403 or 429 or 503);

    private static string? KeyOf(string id) => id.Length == 0 ? null
        : id.Length <= 100 && !id.AsSpan().ContainsAnyExceptInRange('!', '~') ? id
        : throw new ProblemException(new Problem(ProblemCodes.BadField, "Invalid command format: command_id must be 1 to 100 printable ASCII characters without blanks, or left out.") { Field = "command_id" });

    private Task AnswerAsync(ApiExchange exchange, ClassicCommand command, IReadOnlyList<RecordedEvent> written, string? error, long started) => ClassicJson.WriteAsync(exchange, json =>
    {
        json.WriteString("command_id", command.Id);
        json.WriteBoolean("success", error is null);
        json.WriteStartArray("events");
        foreach (var happened in written)
        {
            ClassicData.WriteEvent(json, happened);
        }

        json.WriteEndArray();
        json.WriteString("aggregate_id", command.AggregateId);
        json.WriteNumber("version", written.Count);
        json.WriteNumber("processing_ms", (long)clock.GetElapsedTime(started).TotalMilliseconds);
        json.WriteString("message", error ?? $"Command {command.Type} processed successfully");
    });

    // The events that name the command as their cause, the oldest first, entity by entity.
    private async Task<IReadOnlyList<RecordedEvent>> EventsAsync(ApiExchange exchange, CommandAnswer<JsonResult> answer)
    {
        var written = new List<RecordedEvent>();
        foreach (var effect in answer.Effects.Where(effect => effect.Version > 0))
        {
            var read = new EventRead(effect.Entity.Key) { Kind = effect.Entity.Kind, From = effect.Version, Backwards = true };
            var slice = await events.ReadAsync(exchange.Security, read, exchange.Aborted);
            written.AddRange(slice.Events.Where(happened => happened.CausationId == answer.CommandId && !ClassicData.IsInternal(happened)).Reverse());
        }

        return written;
    }
}

using System.Globalization;
using System.Text.Json;
using FlexCore.Api.Bodies;
using FlexCore.Api.Problems;
using FlexCore.Api.Requests;
using FlexCore.Api.Routing;
using FlexCore.Application.Projections;

namespace FlexCore.Api.Classic;

/// <summary>
/// The classic read-model projector. Its read models are kept up to date by themselves; to project is to wait until they have what is there, and to say what that changed.
/// </summary>
/// <param name="projections">The use cases.</param>
/// <param name="bodies">Reads bodies.</param>
/// <param name="clock">Measures how long projecting takes.</param>
internal sealed class ClassicReadModelRoutes(IProjections projections, JsonBody bodies, TimeProvider clock) : IRouteSet
{
    private const int ListMax = 1_000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    public IEnumerable<ApiRoute> Routes =>
    [
        new("POST", "/project", AnswerStyle.Text, "Brings the read model of an aggregate up to date and answers with it.", ProjectAsync)
        {
            Request = new RouteBody("aggregate_id, aggregate_type, model_type, from_version.", ["application/json"]),
            Response = RouteBody.Json("success, read_model (or null), events_applied, processing_time_ms, message."),
        },
        new("GET", "/readmodel", AnswerStyle.Text, "The read model of an aggregate.", GetAsync)
        {
            Parameters = [RouteParameter.Query("aggregate_id", "The aggregate."), RouteParameter.Query("model_type", "The kind of read model.")],
            Response = RouteBody.Json("id, aggregate_id, aggregate_type, model_type, data, version, last_updated, created_at."),
        },
        new("GET", "/list", AnswerStyle.Text, "Read models, the newest first; at most 1,000.", ListAsync)
        {
            Parameters = [RouteParameter.Query("model_type", "Only this kind. The default is all.")],
            Response = RouteBody.Json("read_models (or null), count, model_type."),
        },
    ];

    private static ProblemException Bad(string message) => new(new Problem(ProblemCodes.BadField, message));

    private static void Write(Utf8JsonWriter json, ReadModelView model)
    {
        json.WriteStartObject();
        WriteMembers(json, model);
        json.WriteEndObject();
    }

    private static void WriteMembers(Utf8JsonWriter json, ReadModelView model)
    {
        json.WriteString("id", model.Id);
        json.WriteString("aggregate_id", model.Key);
        json.WriteString("aggregate_type", model.AggregateType);
        json.WriteString("model_type", model.Projection);
        json.WritePropertyName("data");
        json.WriteRawValue(model.Data.Span);
        json.WriteNumber("version", model.Version);
        json.WriteString("last_updated", Time(model.UpdatedAt));
        json.WriteString("created_at", Time(model.CreatedAt));
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    private async Task ProjectAsync(ApiExchange exchange)
    {
        var began = clock.GetTimestamp();
        var (aggregate, model, from) = Read(bodies.Parse(await bodies.ReadTextAsync(exchange)));
        var found = await FindAsync(exchange, model, aggregate, wait: true);
        var isNew = found is not null && found.Version > from;
        await ClassicJson.WriteAsync(exchange, json =>
        {
            json.WriteBoolean("success", true);
            json.WritePropertyName("read_model");
            if (found is not null && isNew)
            {
                Write(json, found);
            }
            else
            {
                json.WriteNullValue();
            }

            json.WriteNumber("events_applied", isNew && found is not null ? found.Version - from : 0);
            json.WriteNumber("processing_time_ms", (long)clock.GetElapsedTime(began).TotalMilliseconds);
            json.WriteString("message", isNew ? "Projection completed successfully" : "No new events to project");
        });
    }

    private static (string Aggregate, string Model, long From) Read(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object || Text(body, "aggregate_id") is not { Length: > 0 } aggregate || Text(body, "model_type") is not { Length: > 0 } model)
        {
            throw Bad("Invalid request format: send {\"aggregate_id\":…,\"aggregate_type\":…,\"model_type\":…,\"from_version\":0}");
        }

        return body.TryGetProperty("from_version", out var from) && from.ValueKind != JsonValueKind.Null
            ? from.ValueKind == JsonValueKind.Number && from.TryGetInt64(out var version) ? (aggregate, model, version) : throw Bad("Invalid request format: from_version must be a whole number")
            : (aggregate, model, 0);
    }

    private static string? Text(JsonElement body, string name) => body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    // A model that nobody declared is the generic one.
    private async Task<ReadModelView?> FindAsync(ApiExchange exchange, string model, string aggregate, bool wait)
    {
        foreach (var name in new[] { model, "generic" })
        {
            if (wait && (await projections.WaitAsync(exchange.NewCall(), name, new ReadModelRequest { Patience = Patience }, exchange.Aborted)).Refusal is { } refusal)
            {
                if (refusal.Code == ProjectionRefusals.Behind)
                {
                    throw new ProblemException(new Problem(refusal.Code, refusal.Message));
                }

                continue;
            }

            var reply = await projections.DocumentAsync(exchange.NewCall(), name, aggregate, new ReadModelRequest(), exchange.Aborted);
            if (reply.Value is { } found)
            {
                return found with { Projection = model };
            }

            if (reply.Refusal?.Code != ProjectionRefusals.NotFound)
            {
                return null;
            }
        }

        return null;
    }

    private async Task GetAsync(ApiExchange exchange)
    {
        var query = exchange.Http.Request.Query;
        if (query["aggregate_id"].ToString() is not { Length: > 0 } aggregate || query["model_type"].ToString() is not { Length: > 0 } model)
        {
            throw Bad("aggregate_id and model_type required");
        }

        var found = await FindAsync(exchange, model, aggregate, wait: false) ?? throw new ProblemException(new Problem(ProjectionRefusals.DocumentNotFound, "Read model not found"));
        await ClassicJson.WriteAsync(exchange, json => WriteMembers(json, found));
    }

    private async Task ListAsync(ApiExchange exchange)
    {
        var model = exchange.Http.Request.Query["model_type"].ToString();
        var call = exchange.NewCall();
        var names = model.Length > 0 ? [model] : (await projections.ListAsync(call, exchange.Aborted)).Select(static view => view.Name).ToArray();
        var found = new List<ReadModelView>();
        foreach (var name in names)
        {
            var reply = await projections.DocumentsAsync(call, name, new ReadModelRequest { NewestFirst = true, Limit = ListMax }, exchange.Aborted);
            found.AddRange(reply.Value?.Items ?? []);
        }

        var shown = found.OrderByDescending(static view => view.UpdatedAt).ThenBy(static view => view.Id, StringComparer.Ordinal).Take(ListMax).ToArray();
        await ClassicJson.WriteAsync(exchange, json =>
        {
            json.WritePropertyName("read_models");
            if (shown.Length == 0)
            {
                json.WriteNullValue();
            }
            else
            {
                json.WriteStartArray();
                foreach (var view in shown)
                {
                    Write(json, view);
                }

                json.WriteEndArray();
            }

            json.WriteNumber("count", shown.Length);
            json.WriteString("model_type", model);
        });
    }
}

using FlexCore.Api.Bodies;
using FlexCore.Api.Limits;
using FlexCore.Api.Requests;
using FlexCore.Api.Routing;
using FlexCore.Api.V1;
using FlexCore.Application.Nodes;
using FlexCore.Application.Schedules;
using FlexCore.Domain.Schedules;
using Microsoft.AspNetCore.Http;

namespace FlexCore.Api.Classic;

/// <summary>Schedules as the classic services had them, kept for real. A classic schedule runs a workflow, which here is a pipeline.</summary>
/// <param name="schedules">The use cases.</param>
/// <param name="bodies">Reads bodies.</param>
/// <param name="options">The most entries.</param>
internal sealed class ScheduleListRoutes(ISchedules schedules, JsonBody bodies, ApiOptions options) : IRouteSet
{
    private static readonly BodyShape Shape = new(
    [
        new("name", BodyFieldKind.Text, "The name.") { Required = true },
        new("cron", BodyFieldKind.Text, "A cron expression.") { Required = true },
        new("workflow", BodyFieldKind.Text, "The pipeline to run.") { Required = true },
        new("input", BodyFieldKind.Any, "What the run is given; a pipeline takes nothing, so {} or none."),
    ]);

    /// <inheritdoc/>
    public IEnumerable<ApiRoute> Routes =>
    [
        new("GET", "/schedules", AnswerStyle.Text, "The first schedules by id; /api/v1/schedules has them all.", ListAsync)
        {
            Response = RouteBody.Json("count (of all), schedules (id, name, cron, workflow, enabled, next_run, last_run)."),
        },
        new("POST", "/schedules", AnswerStyle.Text, "Creates a schedule that runs a pipeline.", CreateAsync)
        {
            Status = StatusCodes.Status201Created,
            Request = RouteBody.Of("The schedule.", Shape), Response = RouteBody.Json("id, name, status."),
            Problems = ["malformed-json", "unknown-field", "bad-field", "bad-cron", "cron-never-fires", "bad-input", "pipeline-not-found"],
        },
        new("DELETE", "/schedules/{id}", AnswerStyle.Text, "Deletes a schedule.", DeleteAsync) { Response = RouteBody.Json("id, status."), Problems = ["schedule-not-found"] },
    ];

    private async Task ListAsync(ApiExchange exchange)
    {
        var page = await schedules.ListAsync(exchange.NewCall(), new PageQuery { Limit = options.PageSizeMax }, exchange.Aborted);
        await ClassicJson.WriteAsync(exchange, json =>
        {
            json.WriteNumber("count", page.Total ?? page.Items.Count);
            json.WriteStartArray("schedules");
            foreach (var schedule in page.Items)
            {
                json.WriteStartObject();
                json.WriteString("id", schedule.Id);
                json.WriteString("name", schedule.Name);
                json.WriteString("cron", schedule.Cron ?? (schedule.Every is { } every ? $"@every {every}" : ""));
                json.WriteString("workflow", schedule.TargetName);
                json.WriteBoolean("enabled", schedule.Status == "active");
                if (schedule.NextFirings is [var next, ..])
                {
                    json.WriteString("next_run", next.UtcDateTime);
                }

                if (schedule.LastFiring?.FiredAt is { } last)
                {
                    json.WriteString("last_run", last.UtcDateTime);
                }

                json.WriteEndObject();
            }

            json.WriteEndArray();
        });
    }

    private async Task CreateAsync(ApiExchange exchange)
    {
        var body = await bodies.ReadAsync(exchange, Shape);
        var definition = ScheduleState.Absent.Definition with
        {
            Name = body.Text("name") ?? "",
            Timing = new ScheduleTiming { Cron = body.Text("cron") },
            Target = new ScheduleTarget(ScheduleTarget.Pipeline, body.Text("workflow") ?? "", body.Find("input")?.GetRawText() ?? "{}"),
        };
        var reply = await schedules.CreateAsync(exchange.NewCall(), new CreateSchedule(definition), exchange.Aborted);
        if (reply.Value is not { } created)
        {
            await exchange.RefuseAsync(JsonAnswer.Refused(reply.Refusal));
            return;
        }

        await ClassicJson.WriteAsync(exchange, json =>
        {
            json.WriteString("id", created.Id);
            json.WriteString("name", created.Name);
            json.WriteString("status", "created");
        }, StatusCodes.Status201Created);
    }

    private async Task DeleteAsync(ApiExchange exchange)
    {
        var reply = await schedules.DeleteAsync(exchange.NewCall(), exchange.Route("id"), exchange.Aborted);
        if (reply.Value is not { } deleted)
        {
            await exchange.RefuseAsync(JsonAnswer.Refused(reply.Refusal));
            return;
        }

        await ClassicJson.WriteAsync(exchange, json =>
        {
            json.WriteString("id", deleted.Id);
            json.WriteString("status", "deleted");
        });
    }
}

using FlexCore.Api.Bodies;
using FlexCore.Api.Requests;
using FlexCore.Api.Routing;
using FlexCore.Api.V1;
using FlexCore.Application.Nodes;
using FlexCore.Application.Schedules;
using FlexCore.Domain.Schedules;
using Microsoft.AspNetCore.Http;

namespace FlexCore.Api.Schedules;

/// <summary>The routes of schedules: a thin layer over <see cref="ISchedules"/>.</summary>
/// <param name="schedules">The use cases.</param>
/// <param name="bodies">Reads bodies.</param>
/// <param name="pages">Reads query parameters.</param>
internal sealed class ScheduleRoutes(ISchedules schedules, JsonBody bodies, PageReader pages) : IRouteSet
{
    private const string Root = "/api/v1/schedules";
    private const string One = Root + "/{id}";
    private const string NotFound = "schedule-not-found";
    private static readonly string[] Statuses = ["active", "paused", "ended"];
    private static readonly IReadOnlyList<RouteParameter> ListParameters = [.. PageReader.Parameters(Statuses), PageReader.After];
    private static readonly RouteParameter Count = RouteParameter.Query("count", "How many firings, 1 to 1,000. The default is 10.", "integer");
    private static readonly string[] Mistakes = ["bad-cron", "cron-never-fires", "bad-timing", "bad-time-zone", "bad-policy", "bad-target", "target-not-built", "bad-input", "bad-text", "never-due"];
    private static readonly RouteBody Answer = RouteBody.Json("The schedule.", ScheduleApiJson.Default.ScheduleView);

    /// <inheritdoc/>
    public IEnumerable<ApiRoute> Routes =>
    [
        new("POST", Root, AnswerStyle.Problem, "Creates a schedule; it is active at once.", CreateAsync)
        {
            Status = StatusCodes.Status201Created,
            Request = RouteBody.Of("The schedule.", ScheduleBody.Creation), Response = Answer, Problems = ["schedule-exists", .. Mistakes],
        },
        new("GET", Root, AnswerStyle.Problem, "Lists schedules by id.", ListAsync)
        {
            Parameters = ListParameters, Response = RouteBody.Json("A page of schedules.", ScheduleApiJson.Default.PageScheduleView),
        },
        new("GET", One, AnswerStyle.Problem, "One schedule: its times, its target, what it has fired and when it fires next.", GetAsync) { Response = Answer, Problems = [NotFound] },
        new("PUT", One, AnswerStyle.Problem, "Replaces what a schedule does from now on; what is not sent has its default.", ReplaceAsync)
        {
            Request = RouteBody.Of("The schedule.", ScheduleBody.Replacement), Response = Answer, Problems = [NotFound, .. Mistakes],
        },
        new("PATCH", One, AnswerStyle.Problem, "Changes a schedule from now on; what is not sent stays.", ChangeAsync)
        {
            Request = RouteBody.Of("What changes.", ScheduleBody.Change), Response = Answer, Problems = [NotFound, .. Mistakes],
        },
        new("DELETE", One, AnswerStyle.Problem, "Deletes a schedule. Firings under way end by themselves.", DeleteAsync) { Response = Answer, Problems = [NotFound] },
        new("POST", One + "/pause", AnswerStyle.Problem, "Holds a schedule: what becomes due meanwhile is never made up for.", PauseAsync)
        {
            Response = Answer, Problems = [NotFound, "already-paused", "schedule-ended"],
        },
        new("POST", One + "/resume", AnswerStyle.Problem, "Lets a held schedule go on with its next time.", ResumeAsync) { Response = Answer, Problems = [NotFound, "not-paused"] },
        new("POST", One + "/trigger", AnswerStyle.Problem, "Fires a schedule now, beside its times.", TriggerAsync)
        {
            Status = StatusCodes.Status202Accepted, Response = Answer, Problems = [NotFound, "queue-full"],
        },
        new("POST", One + "/backfill", AnswerStyle.Problem, "Fires every time of a span of the past, one after the other.", BackfillAsync)
        {
            Status = StatusCodes.Status202Accepted, Request = RouteBody.Of("The span.", ScheduleBody.Span), Response = Answer,
            Problems = [NotFound, "bad-span", "nothing-in-span", "too-many-times", "queue-full"],
        },
        new("GET", One + "/next", AnswerStyle.Problem, "When a schedule fires next.", NextAsync)
        {
            Parameters = [Count], Response = RouteBody.Json("The firings to come.", ScheduleApiJson.Default.NextFiringsView), Problems = [NotFound],
        },
        new("GET", One + "/history", AnswerStyle.Problem, "What a schedule has fired: what waits, what is under way, and the last 20 that have ended.", HistoryAsync)
        {
            Response = RouteBody.Json("The firings, the newest first.", ScheduleApiJson.Default.ScheduleHistoryView), Problems = [NotFound],
        },
    ];

    private static Task ReplyAsync(ApiExchange exchange, NodeReply<ScheduleView> reply, int status = StatusCodes.Status200OK) =>
        JsonAnswer.ReplyAsync(exchange, reply, view => view, ScheduleApiJson.Default.ScheduleView, status);

    private async Task CreateAsync(ApiExchange exchange)
    {
        var body = await bodies.ReadAsync(exchange, ScheduleBody.Creation);
        var id = body.Text("id");
        var empty = ScheduleState.Absent.Definition with { Name = id ?? "schedule" };
        var reply = await schedules.CreateAsync(exchange.NewCall(), new CreateSchedule(ScheduleBody.Over(body, empty)) { Id = id }, exchange.Aborted);
        if (reply.Value is { } created)
        {
            exchange.Http.Response.Headers.Location = $"{Root}/{Uri.EscapeDataString(created.Id)}";
        }

        await ReplyAsync(exchange, reply, StatusCodes.Status201Created);
    }

    private async Task ListAsync(ApiExchange exchange) => await JsonAnswer.WriteAsync(
        exchange, await schedules.ListAsync(exchange.NewCall(), pages.Read(exchange, ListParameters, Statuses), exchange.Aborted), ScheduleApiJson.Default.PageScheduleView);

    private async Task GetAsync(ApiExchange exchange) => await ReplyAsync(exchange, await schedules.GetAsync(exchange.NewCall(), exchange.Route("id"), exchange.Aborted));

    private async Task ReplaceAsync(ApiExchange exchange)
    {
        var body = await bodies.ReadAsync(exchange, ScheduleBody.Replacement);
        var id = exchange.Route("id");
        await ReplyAsync(exchange, await schedules.ChangeAsync(exchange.NewCall(), id, _ => ScheduleBody.Over(body, ScheduleState.Absent.Definition with { Name = id }), exchange.Aborted));
    }

    private async Task ChangeAsync(ApiExchange exchange)
    {
        var body = await bodies.ReadAsync(exchange, ScheduleBody.Change);
        await ReplyAsync(exchange, await schedules.ChangeAsync(exchange.NewCall(), exchange.Route("id"), present => ScheduleBody.Over(body, present), exchange.Aborted));
    }

    private async Task DeleteAsync(ApiExchange exchange) => await ReplyAsync(exchange, await schedules.DeleteAsync(exchange.NewCall(), exchange.Route("id"), exchange.Aborted));

    private async Task PauseAsync(ApiExchange exchange) => await ReplyAsync(exchange, await schedules.PauseAsync(exchange.NewCall(), exchange.Route("id"), exchange.Aborted));

    private async Task ResumeAsync(ApiExchange exchange) => await ReplyAsync(exchange, await schedules.ResumeAsync(exchange.NewCall(), exchange.Route("id"), exchange.Aborted));

    private async Task TriggerAsync(ApiExchange exchange) =>
        await ReplyAsync(exchange, await schedules.TriggerAsync(exchange.NewCall(), exchange.Route("id"), exchange.Aborted), StatusCodes.Status202Accepted);

    private async Task BackfillAsync(ApiExchange exchange)
    {
        var body = await bodies.ReadAsync(exchange, ScheduleBody.Span);
        var (from, to) = (ScheduleBody.Instant(body, "from") ?? default, ScheduleBody.Instant(body, "to") ?? default);
        await ReplyAsync(exchange, await schedules.BackfillAsync(exchange.NewCall(), exchange.Route("id"), from, to, exchange.Aborted), StatusCodes.Status202Accepted);
    }

    private async Task NextAsync(ApiExchange exchange)
    {
        PageReader.RequireKnown(exchange, [Count]);
        var count = (int)PageReader.Number(exchange, "count", 10, 1, ScheduleViews.NextMax);
        var reply = await schedules.NextAsync(exchange.NewCall(), exchange.Route("id"), count, exchange.Aborted);
        await JsonAnswer.ReplyAsync(exchange, reply, view => view, ScheduleApiJson.Default.NextFiringsView);
    }

    private async Task HistoryAsync(ApiExchange exchange) => await JsonAnswer.ReplyAsync(
        exchange, await schedules.HistoryAsync(exchange.NewCall(), exchange.Route("id"), exchange.Aborted), view => view, ScheduleApiJson.Default.ScheduleHistoryView);
}

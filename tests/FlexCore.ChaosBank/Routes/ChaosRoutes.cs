using System.Globalization;
using FlexCore.Application.Entities;
using FlexCore.Application.Journal;
using FlexCore.ChaosBank.Queues;
using FlexCore.ChaosBank.Timers;
using FlexCore.Conformance.Entities;
using FlexCore.Domain;

namespace FlexCore.ChaosBank.Routes;

/// <summary>What checkers ask, under <c>/chaos</c>: 200 is done, 409 is a refusal that stands, 503 may be tried again.</summary>
internal sealed class ChaosRoutes(
    IEntityRegion<LedgerCommand, LedgerState> ledgers, IEntityRegion<QueueCommand, QueueState> queues, IEntityRegion<TimerCommand, TimerState> timers) : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Map("/chaos", branch => branch.UseRouting().UseEndpoints(Map));
        next(app);
    };

    private void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/ledgers/{key}", Answer(async request =>
        {
            var (number, amount) = (int.Parse(Of(request, "number"), CultureInfo.InvariantCulture), long.Parse(Of(request, "amount"), CultureInfo.InvariantCulture));
            return StatusOf(await ledgers.AskAsync(LedgerOf(request), new Enter(Ledgers.Context($"entry-{number}"), number, amount)), "overdrawn");
        }));
        routes.MapGet("/ledgers/{key}", Answer(async request =>
        {
            var state = (await ledgers.ReadAsync(LedgerOf(request))).State;
            return (200, string.Create(CultureInfo.InvariantCulture, $"{state.Balance} {string.Join(',', state.Numbers)}"));
        }));
        routes.MapPost("/queues/{key}", Answer(async request =>
            StatusOf(await queues.AskAsync(QueueOf(request), new Put(Ledgers.Context($"put-{Of(request, "id")}"), Of(request, "id"), Release.Number)), standing: null)));
        routes.MapPost("/queues/{key}/take", Answer(TakeAsync));
        routes.MapGet("/timer", Answer(async _ =>
        {
            var state = (await timers.ReadAsync(TimerService.Ledger)).State;
            return (200, string.Join(' ', state.Runs.Select(run => string.Create(CultureInfo.InvariantCulture, $"{run.Epoch}:{run.From}-{run.To}"))));
        }));
        routes.MapPost("/starve", Answer(request => Starvation.BeginAsync(int.Parse(Of(request, "threads"), CultureInfo.InvariantCulture), int.Parse(Of(request, "milliseconds"), CultureInfo.InvariantCulture))));
    }

    // A command is answered with a version only; what the request got stands in the state, as long as the taker asks for nothing else.
    private async Task<(int Status, string Text)> TakeAsync(HttpRequest request)
    {
        var (taker, number) = (Of(request, "taker"), int.Parse(Of(request, "request"), CultureInfo.InvariantCulture));
        var answer = StatusOf(await queues.AskAsync(QueueOf(request), new Take(Ledgers.Context($"take-{taker}-{number}"), taker, number)), "empty");
        if (answer.Status != 200)
        {
            return answer;
        }

        var taking = (await queues.ReadAsync(QueueOf(request))).State.Takings.GetValueOrDefault(taker);
        return taking?.Request == number ? (200, taking.Id) : (500, $"Request {number} of {taker} was accepted, and the state knows {taking}.");
    }

    private static RequestDelegate Answer(Func<HttpRequest, Task<(int Status, string Text)>> handle) => async context =>
    {
        var (status, text) = (503, "");
        try
        {
            (status, text) = await handle(context.Request);
        }
        catch (Exception error) when (error is TimeoutException or EntityFailedException or JournalException)
        {
            text = error.Message;
        }

        context.Response.StatusCode = status;
        await context.Response.WriteAsync(text);
    };

    private static (int Status, string Text) StatusOf(CommandReply reply, string? standing) => reply.Refusal switch
    {
        null => (200, ""),
        { } refusal => (refusal.Code == standing ? 409 : 503, refusal.Code),
    };

    private static EntityId LedgerOf(HttpRequest request) => Ledgers.Id(Key(request));

    private static EntityId QueueOf(HttpRequest request) => new(Ledgers.Security.Tenant, QueueDecider.Kind, Key(request));

    private static string Key(HttpRequest request) => request.RouteValues["key"] as string ?? "";

    private static string Of(HttpRequest request, string name) => request.Query[name].ToString();
}

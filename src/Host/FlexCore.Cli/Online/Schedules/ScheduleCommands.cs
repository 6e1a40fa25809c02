using System.CommandLine;
using FlexCore.Cli.ExitCodes;
using FlexCore.Client.Models;

namespace FlexCore.Cli.Online.Schedules;

/// <summary>The commands under <c>flexcore schedule</c>.</summary>
/// <param name="online">Makes commands.</param>
internal sealed class ScheduleCommands(OnlineCommand online)
{
    /// <summary>Creates the group.</summary>
    public Command Create()
    {
        var list = new ListOptions();
        return new Command("schedule", "Fires events, pipelines and commands at times: cron, intervals, or once.")
        {
            New(),
            online.Create("list", "Lists the schedules: when they fire, what, and when next.", list.Keyed, async (result, session) =>
            {
                var page = await session.Client.Schedules.ListAsync(list.Read(result), session.Stop).ConfigureAwait(false);
                await Answers.WritePageAsync(session, page, ScheduleJson.Default.PageScheduleInfo, ScheduleRows.Headers, ScheduleRows.Row).ConfigureAwait(false);
                return ExitCode.Success;
            }),
            One("show", "Shows one schedule: its times, its target, what it has fired and when it fires next.", (session, id) => session.Client.Schedules.GetAsync(id, session.Stop)),
            Update(),
            One("pause", "Holds a schedule: what becomes due meanwhile is never made up for.", (session, id) => session.Client.Schedules.PauseAsync(id, session.Stop)),
            One("resume", "Lets a held schedule go on with its next time.", (session, id) => session.Client.Schedules.ResumeAsync(id, session.Stop)),
            One("delete", "Deletes a schedule. Firings under way end by themselves.", (session, id) => session.Client.Schedules.DeleteAsync(id, session.Stop)),
            One("trigger", "Fires a schedule now, beside its times.", (session, id) => session.Client.Schedules.TriggerAsync(id, session.Stop)),
            Backfill(),
            Next(),
            History(),
        };
    }

    private static Argument<string> Id() => new("SCHEDULE") { Description = "The schedule's id." };

    private Command New()
    {
        var (id, fields) = (Id(), new ScheduleFieldOptions());
        var command = online.Create("create", "Creates a schedule; it is active at once.", [id, .. fields.All], (result, session) => ShowAsync(session, session.Client.Schedules.CreateAsync(
            fields.Read(result, new NewSchedule(fields.ReadTarget(result) ?? new NewScheduleTarget("", "")) { Id = result.GetRequiredValue(id) }), session.Stop)));
        fields.Require(command, isNew: true);
        return command;
    }

    private Command Update()
    {
        var (id, fields) = (Id(), new ScheduleFieldOptions());
        var command = online.Create("update", "Changes a schedule from now on; what is not given stays. What is under way goes on.", [id, .. fields.All], (result, session) => ShowAsync(
            session, session.Client.Schedules.ChangeAsync(result.GetRequiredValue(id), fields.Read(result, new ScheduleChange { Target = fields.ReadTarget(result) }), session.Stop)));
        fields.Require(command, isNew: false);
        return command;
    }

    private Command One(string name, string description, Func<NodeSession, string, Task<ScheduleInfo>> call)
    {
        var id = Id();
        return online.Create(name, description, [id], (result, session) => ShowAsync(session, call(session, result.GetRequiredValue(id))));
    }

    private Command Backfill()
    {
        var id = Id();
        var from = new Option<string>("--from") { Required = true, HelpName = "TIME", Description = "The first instant of the span, such as 2026-03-01T00:00:00Z." };
        var to = new Option<string>("--to") { Required = true, HelpName = "TIME", Description = "The first instant behind the span, not after now." };
        return online.Create("backfill", "Fires every time of a span of the past, one after the other.", [id, from, to], (result, session) => ShowAsync(
            session, session.Client.Schedules.BackfillAsync(result.GetRequiredValue(id), new ScheduleSpan(result.GetRequiredValue(from), result.GetRequiredValue(to)), session.Stop)));
    }

    private Command Next()
    {
        var id = Id();
        var count = new Option<int>("--count", "-n") { HelpName = "N", Description = "How many firings, 1 to 1000. Default: 10.", DefaultValueFactory = _ => 10 };
        return online.Create("next", "Lists when a schedule fires next, in UTC and on the wall of its time zone.", [id, count], async (result, session) =>
        {
            var next = await session.Client.Schedules.NextAsync(result.GetRequiredValue(id), result.GetValue(count), session.Stop).ConfigureAwait(false);
            await Answers.WriteTableAsync(session, next, ScheduleJson.Default.NextFirings, ScheduleRows.NextHeaders, [.. next.Firings.Select(ScheduleRows.NextRow)]).ConfigureAwait(false);
            return ExitCode.Success;
        });
    }

    private Command History()
    {
        var id = Id();
        return online.Create("history", "Lists what a schedule has fired: what waits, what is under way, and the last that have ended.", [id], async (result, session) =>
        {
            var history = await session.Client.Schedules.HistoryAsync(result.GetRequiredValue(id), session.Stop).ConfigureAwait(false);
            await Answers.WriteTableAsync(session, history, ScheduleJson.Default.ScheduleHistory, ScheduleRows.FiringHeaders, [.. history.Firings.Select(ScheduleRows.FiringRow)]).ConfigureAwait(false);
            return ExitCode.Success;
        });
    }

    private static async Task<ExitCode> ShowAsync(NodeSession session, Task<ScheduleInfo> call)
    {
        var schedule = await call.ConfigureAwait(false);
        await Answers.WriteOneAsync(session, schedule, ScheduleJson.Default.ScheduleInfo, ScheduleRows.Rows(schedule)).ConfigureAwait(false);
        return ExitCode.Success;
    }
}

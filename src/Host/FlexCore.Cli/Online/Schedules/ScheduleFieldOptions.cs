using System.CommandLine;
using System.Text.Json;
using FlexCore.Client.Models;

namespace FlexCore.Cli.Online.Schedules;

/// <summary>The options that say when a schedule fires and what: those of <c>flexcore schedule create</c> and <c>update</c>.</summary>
internal sealed class ScheduleFieldOptions
{
    private readonly Option<string?> _cron = Text("--cron", "EXPR", "When: a cron expression of five fields, or six with seconds first. Exactly one of --cron, --every and --at.");
    private readonly Option<string?> _every = Text("--every", "SPAN", "When: an interval such as 90s, 5m or 1h30m.");
    private readonly Option<string?> _at = Text("--at", "TIME", "When: one instant, such as 2026-03-29T02:30:00Z.");
    private readonly Option<string?> _zone = Text("--time-zone", "ZONE", "The time zone of --cron, an IANA name. Default: UTC.");
    private readonly Option<string?> _start = Text("--start", "TIME", "Nothing before this instant is due. Default: now.");
    private readonly Option<string?> _end = Text("--end", "TIME", "Nothing after this instant is due; 'never' takes it back. Default: never.");
    private readonly Option<string?> _jitter = Text("--jitter", "SPAN", "Make each firing late by a part of this. Default: 0s.");
    private readonly Option<string?> _overlap = Text("--overlap", "POLICY", "While an earlier firing is under way: skip, queue or parallel. Default: skip.");
    private readonly Option<string?> _misfire = Text("--misfire", "POLICY", "For times that nobody could fire: fire-once, fire-all or skip. Default: fire-once.");
    private readonly Option<string?> _misfireAfter = Text("--misfire-after", "SPAN", "How late a firing may be before its time counts as missed. Default: 1m.");
    private readonly Option<int?> _catchUp = new("--catch-up") { HelpName = "N", Description = "How many missed times fire with --misfire fire-all. Default: 100." };
    private readonly Option<string?> _event = Text("--event", "TOPIC", "Append a record to this event topic. Exactly one of --event, --stream, --pipeline and --command.");
    private readonly Option<string?> _stream = Text("--stream", "NAME", "Append an event to this event stream; --input is the event: {\"type\":\"DayClosed\",\"data\":{}}.");
    private readonly Option<string?> _pipeline = Text("--pipeline", "NAME", "Start a run of this pipeline.");
    private readonly Option<string?> _command = Text("--command", "NAME", "Send this command to the command bus.");
    private readonly Option<string?> _input = Text("--input", "JSON", "What the record or the command carries, or the event, JSON. Default: {}.");
    private readonly Option<string?> _name = Text("--name", "TEXT", "A name for people. Default: the id.");
    private readonly Option<string?> _description = Text("--description", "TEXT", "What it is for.");

    /// <summary>Creates the options.</summary>
    public ScheduleFieldOptions()
    {
        _input.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && Parse(result.Tokens[0].Value) is null)
            {
                result.AddError($"--input takes JSON, not '{result.Tokens[0].Value}'. Write strings with quotes: '\"text\"'.");
            }
        });
    }

    /// <summary>All of them.</summary>
    public IReadOnlyList<Symbol> All =>
        [_cron, _every, _at, _zone, _start, _end, _jitter, _overlap, _misfire, _misfireAfter, _catchUp, _event, _stream, _pipeline, _command, _input, _name, _description];

    private Option<string?>[] Targets => [_event, _stream, _pipeline, _command];

    /// <summary>Refuses what cannot be meant.</summary>
    /// <param name="command">The command.</param>
    /// <param name="isNew">Whether there must be times and a target.</param>
    public void Require(Command command, bool isNew) => command.Validators.Add(result =>
    {
        var targets = Targets.Count(option => result.GetValue(option) is not null);
        var times = new[] { _cron, _every, _at }.Count(option => result.GetValue(option) is not null);
        if (targets > 1 || (isNew && targets == 0))
        {
            result.AddError("Say what the schedule fires: exactly one of --event, --stream, --pipeline and --command.");
        }
        else if (times > 1 || (isNew && times == 0))
        {
            result.AddError("Say when the schedule fires: exactly one of --cron, --every and --at.");
        }
        else if (targets == 0 && result.GetValue(_input) is not null)
        {
            result.AddError("--input belongs to what the schedule fires: give --event, --stream, --pipeline or --command as well.");
        }
        else if (!isNew && All.OfType<Option>().All(option => result.GetResult(option) is null or { Implicit: true }))
        {
            result.AddError("Say what changes, for example --cron '0 3 * * *'.");
        }
    });

    /// <summary>Reads what the schedule fires, or null.</summary>
    public NewScheduleTarget? ReadTarget(ParseResult result)
    {
        var input = result.GetValue(_input) is { } text ? Parse(text) : null;
        return result.GetValue(_event) is { } topic ? new NewScheduleTarget("event", topic, input)
            : result.GetValue(_stream) is { } stream ? new NewScheduleTarget("stream", stream, input)
            : result.GetValue(_pipeline) is { } pipeline ? new NewScheduleTarget("pipeline", pipeline, input)
            : result.GetValue(_command) is { } command ? new NewScheduleTarget("command", command, input)
            : null;
    }

    /// <summary>Puts the other options over a schedule.</summary>
    public T Read<T>(ParseResult result, T schedule)
        where T : ScheduleFields => (T)(schedule with
        {
            Name = result.GetValue(_name),
            Description = result.GetValue(_description),
            Cron = result.GetValue(_cron),
            Every = result.GetValue(_every),
            At = result.GetValue(_at),
            TimeZone = result.GetValue(_zone),
            Start = result.GetValue(_start),
            End = result.GetValue(_end),
            Jitter = result.GetValue(_jitter),
            Overlap = result.GetValue(_overlap),
            Misfire = result.GetValue(_misfire),
            MisfireAfter = result.GetValue(_misfireAfter),
            CatchUpMax = result.GetValue(_catchUp),
        });

    private static Option<string?> Text(string name, string help, string description) => new(name) { HelpName = help, Description = description };

    private static JsonElement? Parse(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            // Whoever asked says what was wrong, with the text.
            return null;
        }
    }
}

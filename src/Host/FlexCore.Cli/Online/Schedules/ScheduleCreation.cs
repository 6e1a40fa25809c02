using System.CommandLine;
using System.Text.Json;
using FlexCore.Client.Models;

namespace FlexCore.Cli.Online.Schedules;

/// <summary>The arguments of <c>flexcore schedule create</c>.</summary>
internal sealed class ScheduleCreation
{
    private readonly Argument<string> _id = new("SCHEDULE") { Description = "The schedule's id." };
    private readonly Option<string?> _cron = Text("--cron", "EXPR", "When: a cron expression of five fields, or six with seconds first. Exactly one of --cron, --every and --at.");
    private readonly Option<string?> _every = Text("--every", "SPAN", "When: an interval such as 90s, 5m or 1h30m.");
    private readonly Option<string?> _at = Text("--at", "TIME", "When: one instant, such as 2026-03-29T02:30:00Z.");
    private readonly Option<string?> _zone = Text("--time-zone", "ZONE", "The time zone of --cron, an IANA name. Default: UTC.");
    private readonly Option<string?> _start = Text("--start", "TIME", "Nothing before this instant is due. Default: now.");
    private readonly Option<string?> _end = Text("--end", "TIME", "Nothing after this instant is due. Default: never.");
    private readonly Option<string?> _jitter = Text("--jitter", "SPAN", "Make each firing late by a part of this. Default: 0s.");
    private readonly Option<string?> _overlap = Text("--overlap", "POLICY", "While an earlier firing is under way: skip, queue or parallel. Default: skip.");
    private readonly Option<string?> _misfire = Text("--misfire", "POLICY", "For times that nobody could fire: fire-once, fire-all or skip. Default: fire-once.");
    private readonly Option<string?> _misfireAfter = Text("--misfire-after", "SPAN", "How late a firing may be before its time counts as missed. Default: 1m.");
    private readonly Option<int?> _catchUp = new("--catch-up") { HelpName = "N", Description = "How many missed times fire with --misfire fire-all. Default: 100." };
    private readonly Option<string?> _event = Text("--event", "TOPIC", "Append a record to this event topic. Exactly one of --event, --pipeline and --command.");
    private readonly Option<string?> _pipeline = Text("--pipeline", "NAME", "Start a run of this pipeline.");
    private readonly Option<string?> _command = Text("--command", "NAME", "Send this command to the command bus.");
    private readonly Option<string?> _input = Text("--input", "JSON", "What the record or the command carries, JSON. Default: {}.");
    private readonly Option<string?> _name = Text("--name", "TEXT", "A name for people. Default: the id.");
    private readonly Option<string?> _description = Text("--description", "TEXT", "What it is for.");

    /// <summary>Creates the arguments.</summary>
    public ScheduleCreation()
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
        [_id, _cron, _every, _at, _zone, _start, _end, _jitter, _overlap, _misfire, _misfireAfter, _catchUp, _event, _pipeline, _command, _input, _name, _description];

    /// <summary>Refuses what cannot be meant.</summary>
    /// <param name="command">The command.</param>
    public void Require(Command command) => command.Validators.Add(result =>
    {
        if (new[] { _event, _pipeline, _command }.Count(option => result.GetValue(option) is not null) != 1)
        {
            result.AddError("Say what the schedule fires: exactly one of --event, --pipeline and --command.");
        }
        else if (new[] { _cron, _every, _at }.Count(option => result.GetValue(option) is not null) != 1)
        {
            result.AddError("Say when the schedule fires: exactly one of --cron, --every and --at.");
        }
    });

    /// <summary>Reads the schedule from a parsed command line.</summary>
    public NewSchedule Read(ParseResult result) => new(new NewScheduleTarget(
        result.GetValue(_event) is not null ? "event" : result.GetValue(_pipeline) is not null ? "pipeline" : "command",
        result.GetValue(_event) ?? result.GetValue(_pipeline) ?? result.GetValue(_command) ?? "",
        result.GetValue(_input) is { } input ? Parse(input) : null))
    {
        Id = result.GetRequiredValue(_id),
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
    };

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

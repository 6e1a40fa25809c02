using System.Globalization;

namespace FlexCore.Domain.Schedules;

/// <summary>The rules of a schedule's texts, times and policies. Pure; each answers the refusal or null.</summary>
internal static class ScheduleRules
{
    public static Refusal? Check(ScheduleDefinition definition) =>
        CheckText(definition) ?? CheckTarget(definition.Target) ?? CheckPolicy(definition.Policy)
        ?? (definition.Target.Kind == ScheduleTarget.Pipeline && definition.Policy.Overlap == OverlapPolicy.Parallel
            ? ScheduleRefusals.BadPolicy("A pipeline runs once at a time, so the overlap of a schedule that starts one cannot be parallel. Use skip or queue")
            : null);

    public static Refusal? CheckTiming(ScheduleTiming timing)
    {
        var given = (timing.Cron is null ? 0 : 1) + (timing.Every is null ? 0 : 1) + (timing.At is null ? 0 : 1);
        return given != 1 ? ScheduleRefusals.BadTiming($"The schedule says {(given == 0 ? "no time" : $"{given} kinds of times")}. Give exactly one of cron, every and at")
            : timing.Every is { } every && (every < ScheduleLimits.EveryMin || every > ScheduleLimits.EveryMax)
                ? ScheduleRefusals.BadTiming($"The interval is {Text(every)}. Use {Text(ScheduleLimits.EveryMin)} to {ScheduleLimits.EveryMax.Days} days")
            : timing.Jitter < TimeSpan.Zero || timing.Jitter > ScheduleLimits.JitterMax
                ? ScheduleRefusals.BadTiming($"The jitter is {Text(timing.Jitter)}. Use 0 to {Text(ScheduleLimits.JitterMax)}")
            : timing.Start is { } start && timing.End is { } end && end < start
                ? ScheduleRefusals.BadTiming($"The end {Text(end)} is before the start {Text(start)}. Give a later end")
            : null;
    }

    private static Refusal? CheckText(ScheduleDefinition definition) =>
        string.IsNullOrWhiteSpace(definition.Name) ? ScheduleRefusals.BadText("name", "must not be empty")
        : definition.Name.Length > ScheduleLimits.NameLengthMax ? TooLong("name", definition.Name, ScheduleLimits.NameLengthMax)
        : definition.Name.Any(char.IsControl) ? ScheduleRefusals.BadText("name", "must not hold control characters")
        : definition.Description.Length > ScheduleLimits.DescriptionLengthMax ? TooLong("description", definition.Description, ScheduleLimits.DescriptionLengthMax)
        : null;

    private static Refusal? CheckTarget(ScheduleTarget target) =>
        !ScheduleTarget.Kinds.Contains(target.Kind) ? ScheduleRefusals.BadTarget(target.Kind)
        : IdentifierRules.Violation(target.Name, IdentifierRules.KeyLengthMax, upperCase: true) is { } rule
            ? ScheduleRefusals.BadText($"target's name '{Excerpt.Of(target.Name)}'", rule)
        : target.Input.Length > ScheduleLimits.InputLengthMax ? TooLong("target's input", target.Input, ScheduleLimits.InputLengthMax)
        : null;

    private static Refusal? CheckPolicy(SchedulePolicy policy) =>
        !Enum.IsDefined(policy.Overlap) || !Enum.IsDefined(policy.Misfire) ? ScheduleRefusals.BadPolicy("The policy is not known. Use skip, queue or parallel for overlap, and fire-once, fire-all or skip for misfire")
        : policy.MisfireAfter < TimeSpan.FromSeconds(1) || policy.MisfireAfter > ScheduleLimits.EveryMax
            ? ScheduleRefusals.BadPolicy($"A firing counts as missed after {Text(policy.MisfireAfter)}. Use 1 second to {ScheduleLimits.EveryMax.Days} days")
        : policy.CatchUpMax is < 1 or > ScheduleLimits.CatchUpMax
            ? ScheduleRefusals.BadPolicy($"Up to {policy.CatchUpMax} missed times shall fire. Use 1 to {ScheduleLimits.CatchUpMax}")
        : null;

    private static Refusal TooLong(string field, string text, int lengthMax) =>
        ScheduleRefusals.BadText(field, $"must have at most {lengthMax} characters but has {text.Length}");

    private static string Text(TimeSpan time) => time.ToString("c", CultureInfo.InvariantCulture);

    private static string Text(DateTimeOffset time) => time.ToString("u", CultureInfo.InvariantCulture);
}

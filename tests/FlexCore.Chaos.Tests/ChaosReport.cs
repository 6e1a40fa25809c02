using System.Globalization;
using System.Text;
using FlexCore.Chaos.Tests.Faults;
using FlexCore.Chaos.Tests.History;

namespace FlexCore.Chaos.Tests;

/// <summary>Tells what a run has shown, as Markdown.</summary>
internal static class ChaosReport
{
    /// <param name="run">What was to be done.</param>
    /// <param name="duration">How long it took.</param>
    /// <param name="outcomes">What each fault cost.</param>
    /// <param name="verdicts">What each checker found.</param>
    /// <param name="problems">What else is wrong; empty after a good run.</param>
    public static string Write(ChaosRun run, TimeSpan duration, IReadOnlyList<FaultOutcome> outcomes, IReadOnlyDictionary<string, Verdict> verdicts, IReadOnlyList<string> problems)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"# Chaos run, seed {run.Seed}\n");
        text.AppendLine(CultureInfo.InvariantCulture, $"{duration.TotalMinutes:0.0} minutes, {outcomes.Count(outcome => outcome.Skipped is null)} faults: {(IsGood(verdicts, problems) ? "nothing is lost, everything healed" : "FAILED")}.\n");
        text.AppendLine("| checked | acknowledged | lost | doubled | reordered | invented |\n|---|---|---|---|---|---|");
        foreach (var (topic, verdict) in verdicts)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"| {topic} | {verdict.Acknowledged} | {verdict.Lost.Count} | {verdict.Doubled.Count} | {verdict.Reordered.Count} | {verdict.Invented.Count} |");
        }

        var all = Verdict.Sum([.. verdicts.Values]);
        text.AppendLine(CultureInfo.InvariantCulture, $"| all | {all.Acknowledged} | {all.Lost.Count} | {all.Doubled.Count} | {all.Reordered.Count} | {all.Invented.Count} |");
        foreach (var problem in all.Mistakes.Concat(problems))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"\nWRONG: {problem}");
        }

        text.AppendLine("\n| fault | times | longest unavailability | longest time to heal | nodes that ended by themselves |\n|---|---|---|---|---|");
        foreach (var fault in outcomes.GroupBy(outcome => outcome.Fault).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            text.AppendLine(fault.First().Skipped is { } reason
                ? $"| {fault.Key} | skipped: {reason} | | | |"
                : string.Create(CultureInfo.InvariantCulture, $"| {fault.Key} | {fault.Count()} | {fault.Max(one => one.Unavailable).TotalSeconds:0.0} s | {fault.Max(one => one.Healed).TotalSeconds:0.0} s | {fault.Sum(one => one.Ended)} |"));
        }

        text.AppendLine("\nUnavailability is the longest time in which one of the clients got nothing acknowledged, its own time-outs of 3 s included. A fault heals when");
        text.AppendLine("every node serves and knows all others and every shard is with whom it is assigned to, counted from the end of the fault.");
        return text.ToString();
    }

    private static bool IsGood(IReadOnlyDictionary<string, Verdict> verdicts, IReadOnlyList<string> problems) => problems.Count == 0 && verdicts.Values.All(verdict => verdict.IsGood);
}

using FlexCore.Application.Inspection;
using Microsoft.Extensions.Logging;

namespace FlexCore.Node.Logging;

/// <summary>What is logged of which category.</summary>
/// <remarks>Thread-safe: readers look at one immutable list, without a lock; changes replace it under one. While there is no rule, a look is one comparison.</remarks>
internal sealed class LogRules(LogLevel minimum, TimeProvider clock)
{
    private readonly Lock _gate = new();
    private LogRule[] _rules = [];

    /// <summary>What is logged where no rule says otherwise.</summary>
    public LogLevel Minimum => minimum;

    /// <summary>The rules that hold, by category.</summary>
    public IReadOnlyList<LogRule> Current
    {
        get
        {
            var now = clock.GetUtcNow();
            return [.. Volatile.Read(ref _rules).Where(rule => Holds(rule, now))];
        }
    }

    /// <summary>The least important level that is logged of a category.</summary>
    public LogLevel MinimumOf(string category)
    {
        var rules = Volatile.Read(ref _rules);
        return NodeLogs.MinimumOf(category, rules.Length == 0 ? minimum : MinimumOf(category, rules));
    }

    public bool TrySet(string category, LogEventLevel levelMin, TimeSpan? duration)
    {
        var now = clock.GetUtcNow();
        lock (_gate)
        {
            var others = _rules.Where(rule => rule.Category != category && Holds(rule, now)).ToList();
            if (others.Count >= ILogBook.RulesMax)
            {
                return false;
            }

            others.Add(new LogRule(category, levelMin, duration is { } time ? now + time : null));
            Volatile.Write(ref _rules, [.. others.OrderBy(static rule => rule.Category, StringComparer.Ordinal)]);
            return true;
        }
    }

    public bool Remove(string category)
    {
        var now = clock.GetUtcNow();
        lock (_gate)
        {
            var there = _rules.Any(rule => rule.Category == category && Holds(rule, now));
            Volatile.Write(ref _rules, [.. _rules.Where(rule => rule.Category != category)]);
            return there;
        }
    }

    private static bool Holds(LogRule rule, DateTimeOffset now) => rule.Until is not { } until || now < until;

    private LogLevel MinimumOf(string category, LogRule[] rules)
    {
        var now = clock.GetUtcNow();
        var best = rules.Where(rule => category.StartsWith(rule.Category, StringComparison.Ordinal) && Holds(rule, now)).MaxBy(static rule => rule.Category.Length);
        return best is null ? minimum : (LogLevel)best.LevelMin;
    }
}

namespace FlexCore.Application.Inspection;

/// <summary>The newest log events of this process, and what it logs. Thread-safe.</summary>
public interface ILogBook
{
    /// <summary>The most rules at a time.</summary>
    const int RulesMax = 50;

    /// <summary>Names this life of the process: letters and digits. Numbers of events mean something within it only.</summary>
    string Life { get; }

    /// <summary>The number of the newest event; 0 before the first.</summary>
    long LastNumber { get; }

    /// <summary>The least important level that is logged where no rule says otherwise.</summary>
    LogEventLevel LevelMin { get; }

    /// <summary>The rules, by category; those that have ended are left out.</summary>
    IReadOnlyList<LogRule> Rules { get; }

    /// <summary>
    /// The newest events that are wanted, the oldest first, then every further one as it is logged. A reader that is slower than the log loses the oldest events: their
    /// numbers are missing.
    /// </summary>
    /// <param name="query">Which events.</param>
    /// <param name="newest">How many of the events that are kept to begin with, from 0; ignored with <paramref name="after"/>.</param>
    /// <param name="after">Begin with the event behind this number, if it is still kept; <see langword="null"/> for the newest.</param>
    /// <param name="cancellationToken">Ends the stream.</param>
    IAsyncEnumerable<LogEvent> TailAsync(LogQuery query, int newest, long? after, CancellationToken cancellationToken = default);

    /// <summary>Changes what is logged of some categories. The longest beginning of a category's name decides. The web server's own categories are never logged below warnings: they show whole addresses.</summary>
    /// <param name="category">The beginning of the categories' names: 1 to 200 characters of <c>A-Z a-z 0-9 . _ -</c>.</param>
    /// <param name="levelMin">The least important level.</param>
    /// <param name="duration">After what time the rule ends; <see langword="null"/> for never.</param>
    /// <returns>Whether there was room for the rule.</returns>
    bool TrySet(string category, LogEventLevel levelMin, TimeSpan? duration);

    /// <summary>Ends a rule.</summary>
    /// <param name="category">Its category.</param>
    /// <returns>Whether there was one.</returns>
    bool Remove(string category);
}

using Microsoft.Extensions.Logging;

namespace FlexCore.Node.Logging;

/// <summary>What a node logs, whatever the form.</summary>
public static class NodeLogs
{
    /// <summary>
    /// The least important level of a category. The web server writes whole addresses at information, and what callers put behind a question mark may
    /// be a secret; of it only warnings and errors are shown.
    /// </summary>
    /// <param name="category">The category.</param>
    /// <param name="minimum">The level that is asked for.</param>
    public static LogLevel MinimumOf(string category, LogLevel minimum)
    {
        ArgumentNullException.ThrowIfNull(category);
        return category.StartsWith("Microsoft.", StringComparison.Ordinal) && minimum < LogLevel.Warning ? LogLevel.Warning : minimum;
    }
}

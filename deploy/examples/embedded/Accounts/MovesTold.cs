using FlexCore.Application.Messaging;
using FlexCore.Application.Nodes;

namespace FlexCore.Examples.Embedded.Accounts;

/// <summary>Writes every move into the log, after both accounts have committed.</summary>
/// <param name="logger">The log.</param>
public sealed partial class MovesTold(ILogger<MovesTold> logger) : IEventSubscriber<MoneyMoved>
{
    /// <inheritdoc/>
    public Task OnAsync(MoneyMoved happened, NodeCall call, CancellationToken cancellationToken)
    {
        LogMoved(logger, happened.Cents, happened.From, happened.To);
        return Task.CompletedTask;
    }

    [LoggerMessage(1, LogLevel.Information, "{Cents} cents moved from {From} to {To}.")]
    private static partial void LogMoved(ILogger logger, long cents, string from, string to);
}

using FlexCore.Application.Messaging;
using Microsoft.Extensions.Logging;

namespace FlexCore.Hosting.Logging;

/// <summary>Logs what fails behind the answers of commands. Event ids 6200 to 6219. Thread-safe.</summary>
internal sealed partial class MessagingLog(ILogger logger) : IMessagingObserver
{
    private readonly ILogger _logger = logger;

    public void SubscriberFailed(string subscriber, string module, string commandId, Exception error) => LogSubscriberFailed(subscriber, module, commandId, error);

    public void AfterCommitFailed(string command, string commandId, Exception error) => LogAfterCommitFailed(command, commandId, error);

    [LoggerMessage(6200, LogLevel.Error, "The subscriber {Subscriber} of module {Module} failed on what command {CommandId} published. The command had succeeded; the subscriber is not called again.")]
    private partial void LogSubscriberFailed(string subscriber, string module, string commandId, Exception error);

    [LoggerMessage(6201, LogLevel.Error, "Work after the commit of command {Command} ({CommandId}) failed. The command had succeeded; the work is not done again.")]
    private partial void LogAfterCommitFailed(string command, string commandId, Exception error);
}

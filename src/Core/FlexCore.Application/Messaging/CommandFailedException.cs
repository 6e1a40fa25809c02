
namespace FlexCore.Application.Messaging;

/// <summary>A command failed after it had changed something. What was committed stays; the rest did not happen.</summary>
public sealed class CommandFailedException : Exception
{
    /// <summary>Creates the error.</summary>
    /// <param name="command">The command's name.</param>
    /// <param name="commandId">The command.</param>
    /// <param name="effects">What was committed.</param>
    /// <param name="innerException">What failed.</param>
    public CommandFailedException(string command, string commandId, IReadOnlyList<EntityEffect> effects, Exception innerException)
        : base($"The command '{command}' ({commandId}) failed half-way: {innerException?.Message} {EntityEffect.Told(effects)}", innerException)
    {
        CommandId = commandId;
        Effects = effects;
    }

    /// <summary>The command.</summary>
    public string CommandId { get; }

    /// <summary>What was committed.</summary>
    public IReadOnlyList<EntityEffect> Effects { get; }
}

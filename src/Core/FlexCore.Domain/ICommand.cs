namespace FlexCore.Domain;

/// <summary>A request to change one entity. Commands are immutable.</summary>
public interface ICommand
{
    /// <summary>Who asks, when, and in which chain of work.</summary>
    CommandContext Context { get; }
}

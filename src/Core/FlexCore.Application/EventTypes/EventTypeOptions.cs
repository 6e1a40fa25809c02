namespace FlexCore.Application.EventTypes;

/// <summary>The types of users' events.</summary>
public sealed class EventTypeOptions
{
    /// <summary>Where these settings live in the configuration.</summary>
    public const string Section = "flexcore.events";

    /// <summary>Which types may be appended.</summary>
    /// <value>The default value is <see cref="EventTypePolicy.Open"/>.</value>
    public EventTypePolicy Types { get; set; } = EventTypePolicy.Open;

    /// <summary>The file that declares types, relative to the working directory; empty for none.</summary>
    /// <value>The default value is empty.</value>
    public string TypesFile { get; set; } = "";

    /// <summary>Checks every value. What the file says is checked when the node starts, and by <c>flexcore event contracts check</c>.</summary>
    /// <exception cref="ArgumentException">A value is outside its range; the message names key, value and remedy.</exception>
    public void Validate()
    {
        if (!Enum.IsDefined(Types))
        {
            throw new ArgumentException($"{Section}.types is {(int)Types}; set it to open or declared-only.");
        }

        if (TypesFile.Length > 0 && string.IsNullOrWhiteSpace(TypesFile))
        {
            throw new ArgumentException($"{Section}.types-file is blank; name a file such as event-types.yaml, or leave it empty.");
        }
    }
}

using FlexCore.Application.EventTypes;
using FlexCore.Hocon.Options;
using FlexCore.Streams.EventTypes;

namespace FlexCore.Hosting.EventTypes;

/// <summary>The file that declares event types.</summary>
public static class EventTypeFile
{
    /// <summary>Reads the file and puts its types together with those from code.</summary>
    /// <param name="options">Which file, and whether a type must be declared.</param>
    /// <param name="inCode">Types that the program declares itself.</param>
    /// <exception cref="ConfigurationException">The file cannot be read or has mistakes; the message names file, line, column, value and remedy.</exception>
    public static DeclaredEventTypes Load(EventTypeOptions options, IReadOnlyList<EventType> inCode)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(inCode);
        options.Validate();
        var declared = options.TypesFile.Length == 0 ? [] : Read(options.TypesFile);
        if (inCode.FirstOrDefault(type => declared.Any(other => other.Name == type.Name)) is { } twice)
        {
            throw new ConfigurationException($"The event type '{twice.Name}' is declared in code and in '{options.TypesFile}'. Declare it in one place.");
        }

        return options.Types == EventTypePolicy.DeclaredOnly && declared.Count + inCode.Count == 0
            ? throw new ConfigurationException($"{EventTypeOptions.Section}.types is declared-only, and no type is declared: every append would be refused. Set {EventTypeOptions.Section}.types-file, or types to open.")
            : DeclaredEventTypes.Create([.. declared, .. inCode]);
    }

    private static IReadOnlyList<EventType> Read(string path)
    {
        string text;
        try
        {
            text = File.ReadAllText(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"The file '{path}' of {EventTypeOptions.Section}.types-file cannot be read: {error.Message} Check the path (it is relative to '{Environment.CurrentDirectory}') and its permissions.", error);
        }

        var loaded = EventTypeLoader.Load(text);
        return loaded.Types ?? throw new ConfigurationException(string.Join('\n', loaded.Diagnostics.Select(found => $"{path}:{found}")));
    }
}

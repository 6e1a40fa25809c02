using FlexCore.Application.EventTypes;
using FlexCore.Streams.Definition;
using FlexCore.Streams.Definition.Loading;

namespace FlexCore.Streams.EventTypes;

/// <summary>Reads declarations of event types, YAML or JSON, tries their examples, and reports every mistake with its place.</summary>
public static class EventTypeLoader
{
    private const string Kinds = "text, number, boolean, object, list or any, with '?' behind it for a member that need not be there";

    /// <summary>Reads declarations.</summary>
    /// <param name="text">YAML or JSON.</param>
    public static EventTypeLoadResult Load(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var diagnostics = new DiagnosticBag();
        IReadOnlyList<EventType> types = [];
        if (DocumentReader.Read(text, diagnostics) is { } root)
        {
            if (root is MappingNode mapping)
            {
                var context = new LoadContext(diagnostics, new VariableSubstitution(VariableReader.Read(mapping, new Dictionary<string, string>(), diagnostics), diagnostics));
                types = ReadTypes(new MappingReader(mapping, "the file", context));
            }
            else
            {
                diagnostics.Add(DiagnosticCodes.WrongType, root.Mark, $"Declarations must be a mapping, not {root.Description}.", "Begin with 'types:'.");
            }
        }

        return new EventTypeLoadResult(diagnostics.IsEmpty ? types : null, diagnostics.Items);
    }

    private static List<EventType> ReadTypes(MappingReader reader)
    {
        reader.Node(VariableReader.Key);
        var types = new List<EventType>();
        if (reader.RequiredNode("types") is { } node)
        {
            foreach (var item in Items(node, "types", reader.Context))
            {
                if (reader.Context.Mapping(item, "types", "the type") is { } one && ReadType(one) is { } type)
                {
                    if (types.Exists(other => other.Name == type.Name))
                    {
                        reader.Context.Diagnostics.Add(DiagnosticCodes.InvalidValue, one.Mark, $"The type '{type.Name}' is declared twice.", "Declare it once, with all its versions.");
                    }

                    types.Add(type);
                }
            }
        }

        reader.Finish();
        return types;
    }

    private static EventType ReadType(MappingReader reader)
    {
        var (name, places, versions) = (reader.RequiredText("type"), new EventTypePlaces(reader.Mark), new List<EventTypeVersion>());
        var known = reader.Context.Diagnostics.Items.Count;
        places.Note(0, "type", name.Mark);
        if (reader.RequiredNode("versions") is { } node)
        {
            places.Note(0, "versions", node.Mark);
            foreach (var item in Items(node, "versions", reader.Context))
            {
                if (reader.Context.Mapping(item, "versions", "the version") is { } one)
                {
                    versions.Add(ReadVersion(one, name.Text, versions.Count + 1, places));
                }
            }
        }

        reader.Finish();
        var type = new EventType(name.Text, versions);

        // What was read wrongly would only be found wrong again.
        foreach (var mistake in reader.Context.Diagnostics.Items.Count == known && name.Text.Length > 0 ? EventTypeRules.Check(type) : [])
        {
            reader.Context.Diagnostics.Add(DiagnosticCodes.InvalidValue, places.Of(mistake.Version, mistake.Part), mistake.Message, mistake.Remedy);
        }

        return type;
    }

    private static EventTypeVersion ReadVersion(MappingReader reader, string type, int number, EventTypePlaces places)
    {
        places.Note(number, "", reader.Mark);
        if (reader.RequiredText("version") is { Text.Length: > 0 } said && said.Text != number.ToString(System.Globalization.CultureInfo.InvariantCulture))
        {
            reader.Context.Diagnostics.Add(DiagnosticCodes.InvalidValue, said.Mark, $"Version '{said}' of '{type}' stands where version {number} must.", "Declare the versions in order, from 1 and without a hole.");
        }

        var version = new EventTypeVersion
        {
            Members = Part("members") is { } members ? ReadMembers(members, reader.Context) : [],
            Next = Part("next") is { } next ? DeclaredStepReader.Read(next, type, reader.Context) : null,
            Example = Part("example") is { } example ? NodeJson.Write(example) : null,
            Becomes = Part("becomes") is { } becomes ? NodeJson.Write(becomes) : null,
        };
        reader.Finish();
        return version;

        DocumentNode? Part(string key)
        {
            var node = reader.Node(key);
            if (node is not null)
            {
                places.Note(number, key, node.Mark);
            }

            return node;
        }
    }

    private static List<EventMember> ReadMembers(DocumentNode node, LoadContext context)
    {
        var members = new List<EventMember>();
        foreach (var (name, text) in context.NamedTexts(node, "members"))
        {
            var isRequired = !text.Text.EndsWith('?');
            var word = isRequired ? text.Text : text.Text[..^1];
            if (Enum.GetValues<EventMemberKind>().FirstOrDefault(kind => string.Equals(kind.ToString(), word, StringComparison.OrdinalIgnoreCase), (EventMemberKind)(-1)) is var kind && Enum.IsDefined(kind))
            {
                members.Add(new EventMember(name.Text, kind, isRequired));
            }
            else
            {
                context.Diagnostics.Add(DiagnosticCodes.InvalidValue, text.Mark, $"'{text}' is no kind of member.", $"Write {Kinds}.");
            }
        }

        return members;
    }

    private static IReadOnlyList<DocumentNode> Items(DocumentNode node, string key, LoadContext context)
    {
        if (node is SequenceNode { Items.Count: > 0 } sequence)
        {
            return sequence.Items;
        }

        context.Diagnostics.Add(DiagnosticCodes.WrongType, node.Mark, $"'{key}' must be a list with at least one entry, not {(node is SequenceNode ? "an empty one" : node.Description)}.", "Begin each entry with a dash.");
        return [];
    }
}

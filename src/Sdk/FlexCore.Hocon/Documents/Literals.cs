using FlexCore.Hocon.Syntax;

namespace FlexCore.Hocon.Documents;

/// <summary>Turns resolved values back into nodes.</summary>
internal static class Literals
{
    public static Node NodeOf(HoconValue value) => value switch
    {
        HoconScalar scalar => new ScalarNode(scalar),
        HoconArray array => new ArrayNode([.. array.Select(NodeOf)], array.Origin),
        _ => NodeOf((HoconObject)value),
    };

    private static ObjectNode NodeOf(HoconObject value)
    {
        var node = new ObjectNode(value.Origin);
        foreach (var (key, field) in value.Fields)
        {
            node.Define([key], NodeOf(field));
        }

        return node;
    }
}

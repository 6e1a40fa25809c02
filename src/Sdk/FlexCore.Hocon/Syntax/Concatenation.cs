namespace FlexCore.Hocon.Syntax;

/// <summary>Joins the parts of a value as far as possible before substitution.</summary>
internal static class Concatenation
{
    /// <summary>One part stays itself with its type; scalars become a string; arrays and objects join; the rest waits for the resolver.</summary>
    public static Node Of(List<Node> parts)
    {
        if (parts.Count == 1)
        {
            return parts[0];
        }

        if (parts.TrueForAll(part => part is ScalarNode))
        {
            var text = string.Concat(parts.Select(part => ((ScalarNode)part).Value.Text));
            return new ScalarNode(new HoconScalar(HoconValueKind.String, text, parts[0].Origin));
        }

        RefuseMixture(parts);
        var solid = parts.Where(part => part is not ScalarNode { IsGap: true }).ToList();
        if (solid.TrueForAll(part => part is ArrayNode))
        {
            return new ArrayNode([.. solid.SelectMany(part => ((ArrayNode)part).Items)], solid[0].Origin);
        }

        return solid.TrueForAll(part => part is ObjectNode)
            ? solid.Cast<ObjectNode>().Aggregate(Merge)
            : new ConcatenationNode(parts);
    }

    /// <summary>Text beside a written object or array can never become valid, whatever the substitutions turn out to be.</summary>
    private static void RefuseMixture(List<Node> parts)
    {
        var text = parts.Find(part => part is ScalarNode { IsGap: false });
        var structure = parts.Find(part => part is ObjectNode or ArrayNode);
        if (text is not null && structure is not null)
        {
            var later = parts.IndexOf(text) > parts.IndexOf(structure) ? text : structure;
            throw new HoconException(
                HoconErrorKind.WrongType,
                later.Origin,
                "Text and an object or array stand side by side and cannot be concatenated; separate them with a comma or a new line.");
        }
    }

    private static ObjectNode Merge(ObjectNode lower, ObjectNode upper)
    {
        lower.MergeFrom(upper);
        return lower;
    }
}

using System.Collections;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace FlexCore.Application.Messaging.Registration;

/// <summary>Reads the members of a message from its JSON shape. Pure.</summary>
internal static class MessageFields
{
    private static readonly HashSet<Type> Numbers =
        [typeof(int), typeof(long), typeof(short), typeof(byte), typeof(uint), typeof(ulong), typeof(double), typeof(float), typeof(decimal)];

    private static readonly HashSet<Type> Texts = [typeof(string), typeof(Guid), typeof(DateTimeOffset), typeof(DateTime), typeof(DateOnly), typeof(TimeOnly), typeof(TimeSpan), typeof(Uri), typeof(char)];

    public static IReadOnlyList<MessageField> Of(JsonTypeInfo shape) =>
        [.. shape.Properties.Where(static property => property.Set is not null || property.AssociatedParameter is not null).Select(static property => new MessageField(property.Name, KindOf(property.PropertyType), IsRequired(property)))];

    public static bool IsRequired(JsonPropertyInfo property) =>
        property.IsRequired || property.AssociatedParameter is { HasDefaultValue: false };

    public static string KindOf(Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        return plain == typeof(bool) ? "boolean"
            : Numbers.Contains(plain) ? "number"
            : Texts.Contains(plain) || plain.IsEnum ? "string"
            : plain == typeof(object) || plain == typeof(JsonElement) ? "any"
            : plain.IsAssignableTo(typeof(IEnumerable)) && !plain.IsAssignableTo(typeof(IDictionary)) ? "array"
            : "object";
    }
}

using System.Text;
using System.Text.Json.Serialization.Metadata;
using FlexCore.Domain;

namespace FlexCore.Application.Tests.Contracts;

/// <summary>Describes JSON shapes as lines of text that a reviewer reads.</summary>
internal static class ContractText
{
    public static void Append(StringBuilder text, string title, JsonTypeInfo shape)
    {
        text.Append(title).Append('\n');
        AppendMembers(text, "", shape);
        text.Append('\n');
    }

    private static void AppendMembers(StringBuilder text, string prefix, JsonTypeInfo shape)
    {
        foreach (var property in shape.Properties)
        {
            var path = $"{prefix}{property.Name}";
            var type = property.PropertyType;
            if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueList<>))
            {
                path += "[]";
                type = type.GetGenericArguments()[0];
            }

            var inner = shape.Options.GetTypeInfo(type);
            var name = Nullable.GetUnderlyingType(type)?.Name ?? type.Name;
            var values = type.IsEnum ? $" ({string.Join(" | ", Enum.GetNames(type))})" : "";
            text.Append("  ").Append(path).Append(": ").Append(name).Append(property.IsGetNullable ? "?" : "").Append(values).Append('\n');
            if (inner.Kind == JsonTypeInfoKind.Object)
            {
                AppendMembers(text, path + ".", inner);
            }
        }
    }
}

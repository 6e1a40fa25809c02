using System.Text.Json;
using System.Text.Json.Schema;
using FlexCore.Api.Bodies;
using FlexCore.Api.Routing;

namespace FlexCore.Api.OpenApi;

/// <summary>Writes the schemas of bodies: of answers from the types that are serialised, of requests from the members that are accepted.</summary>
internal static class SchemaWriter
{
    /// <summary>Writes the content of a body.</summary>
    /// <param name="json">Where to write.</param>
    /// <param name="body">The body.</param>
    public static void WriteContent(Utf8JsonWriter json, RouteBody body)
    {
        json.WriteStartObject("content");
        foreach (var contentType in body.ContentTypes)
        {
            json.WriteStartObject(contentType);
            json.WritePropertyName("schema");
            if (contentType != "application/json")
            {
                json.WriteRawValue("""{"type":"string"}""");
            }
            else if (body.Type is { } type)
            {
                type.GetJsonSchemaAsNode().WriteTo(json);
            }
            else if (body.Shape is { } shape)
            {
                WriteShape(json, shape);
            }
            else
            {
                json.WriteRawValue("{}");
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteShape(Utf8JsonWriter json, BodyShape shape)
    {
        json.WriteStartObject();
        json.WriteString("type", "object");
        json.WriteBoolean("additionalProperties", value: false);
        json.WriteStartObject("properties");
        foreach (var field in shape.Fields)
        {
            json.WriteStartObject(field.Name);
            json.WriteString("description", field.Description);
            WriteType(json, field.Kind);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteType(Utf8JsonWriter json, BodyFieldKind kind)
    {
        switch (kind)
        {
            case BodyFieldKind.Any:
                return;
            case BodyFieldKind.Document:
                json.WritePropertyName("type");
                json.WriteRawValue("""["string","object"]""");
                return;
            default:
                json.WriteString("type", kind switch
                {
                    BodyFieldKind.Text => "string",
                    BodyFieldKind.Flag => "boolean",
                    BodyFieldKind.Number => "integer",
                    _ => "object",
                });
                return;
        }
    }
}

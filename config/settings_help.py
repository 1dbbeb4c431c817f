"""What every environment variable means: the words of docs/settings.md."""

HELP = {
    "ALLOWED_HOSTS": "Tên miền của hệ thống, cách nhau bằng dấu phẩy. Ở chế độ mẫu là máy này; ngoài ra bắt buộc.",
    "BASEMAP_ATTRIBUTION": "Dòng ghi nguồn của bản đồ nền.",
    "BASEMAP_URL": "Bản đồ nền, mẫu địa chỉ ô ảnh có {z}, {x}, {y}. Mặc định không dùng; chỉ đặt nền có đủ chủ quyền.",
    "BEHIND_PROXY": "Có máy chủ trung gian đứng trước và tự đặt `X-Forwarded-Proto`. Không có thì đừng bật.",
    "CACHE_URL": "Bộ nhớ đệm; mặc định dùng bảng trong cơ sở dữ liệu. Nhiều máy chủ thì dùng `redis://…`.",
    "CSRF_TRUSTED_ORIGINS": "Nguồn được gửi biểu mẫu khi địa chỉ ngoài khác địa chỉ trong, ví dụ `https://ocop.tinh.gov.vn`.",
    "DATABASE_URL": "Cơ sở dữ liệu. Mặc định là SQLite trong var/; PostgreSQL: `postgres://tên:mật-khẩu@máy/tên-kho`.",
    "DEBUG": "Trang lỗi chi tiết cho lập trình viên. Không bao giờ bật khi phục vụ người dùng.",
    "DEFAULT_FROM_EMAIL": "Người gửi ghi trên thư của hệ thống.",
    "EMAIL_URL": "Máy chủ gửi thư, ví dụ `smtp+tls://tên:mật-khẩu@máy:587`. Mặc định ghi thư thành tệp trong var/mail.",
    "ENQUIRY_KEEP_MONTHS": "Số tháng giữ tên, điện thoại, e-mail người hỏi mua sau khi câu hỏi được đóng.",
    "LOG_JSON": "Nhật ký từng dòng JSON; tắt thì in cho người đọc.",
    "OCOP_DEMO": "Chế độ mẫu: tỉnh mẫu, tài khoản mẫu, không cần https. Tắt (`false`) khi dùng thật.",
    "OCOP_PROVINCE": "Mã của tỉnh dùng hệ thống, theo QĐ 19/2025/QĐ-TTg.",
    "OCOP_VAR": "Thư mục giữ dữ liệu: cơ sở dữ liệu SQLite, tệp tải lên, thư. Mặc định là var/ của dự án.",
    "PORTAL_CACHE": "Giữ sẵn trang công khai tới khi có thay đổi: `page` cả trang, `parts` từng phần, `none` không.",
    "SECRET_KEY": "Chuỗi bí mật dài ít nhất 50 ký tự. Bắt buộc khi dùng thật; ở chế độ mẫu tự tạo và giữ trong var/.",
    "SECURE_SSL_REDIRECT": "Chuyển mọi yêu cầu http sang https.",
    "SITE_URL": "Địa chỉ ngoài của hệ thống, in trong thư và mã QR.",
    "UPLOAD_MAX_MB": "Cỡ lớn nhất của một tệp tải lên, tính bằng MB.",
    "WORKERS": "Số tiến trình làm việc nền.",
}

SCRIPTS = (
    ("PORT", "8000", "Cổng mà script/server mở."),
    ("HOST", "127.0.0.1", "Địa chỉ mạng mà script/server mở; `0.0.0.0` cho cả mạng ngoài vào."),
    ("CI", "không đặt", "Đặt trên máy chỉ sống một lượt chạy: in từng bước kiểm tra, cài gói không chờ đĩa."),
)
